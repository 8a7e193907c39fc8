//! `model.safetensors`: the tensors by name, each checked for kind and shape when it is taken.

use super::config::VERSION;
use crate::error::{Error, Result};
use candle_core::{DType, Device, Tensor};
use std::collections::HashMap;

/// Columns that share a scale in 4 bits.
pub(crate) const GROUP: usize = 64;

/// The tensors of one file.
pub(crate) struct Weights {
    tensors: HashMap<String, Tensor>,
    name: String,
}

impl Weights {
    /// Parses the file; `name` stands in messages.
    pub(crate) fn parse(bytes: &[u8], name: &str) -> Result<Self> {
        let tensors = candle_core::safetensors::load_buffer(bytes, &Device::Cpu)
            .map_err(|e| Error::Weights { name: name.to_owned(), reason: format!("truncated or not a safetensors file: {e}") })?;
        let weights = Self { tensors, name: name.to_owned() };
        let version = weights.floats("version", &[1])?[0] as u32;
        if version != VERSION {
            return Err(weights.fail(format!("weights of version {version}, this build reads {VERSION}: take the file that came with it")));
        }
        Ok(weights)
    }

    fn fail(&self, reason: String) -> Error {
        Error::Weights { name: self.name.clone(), reason }
    }

    fn get(&self, tensor: &str, shape: &[usize], kinds: &[DType]) -> Result<&Tensor> {
        let t = self.tensors.get(tensor).ok_or_else(|| self.fail(format!("tensor `{tensor}` is missing: a model of another form")))?;
        if t.dims() != shape {
            return Err(self.fail(format!("tensor `{tensor}` has shape {:?}, the configuration asks for {shape:?}", t.dims())));
        }
        if !kinds.contains(&t.dtype()) {
            return Err(self.fail(format!("tensor `{tensor}` holds {:?}, expected one of {kinds:?}", t.dtype())));
        }
        Ok(t)
    }

    /// A tensor of real numbers, in row-major order.
    pub(crate) fn floats(&self, tensor: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let t = self.get(tensor, shape, &[DType::F32, DType::F16])?;
        let flat = t.to_dtype(DType::F32).and_then(|t| t.flatten_all()).and_then(|t| t.to_vec1());
        flat.map_err(|e| self.fail(format!("tensor `{tensor}`: {e}")))
    }

    /// A matrix in 8 bits, stored as `value + 128`, `tensor.q`, with one scale a row, `tensor.s`.
    pub(crate) fn bytes(&self, tensor: &str, shape: [usize; 2]) -> Result<(Vec<i8>, Vec<f32>)> {
        let name = format!("{tensor}.q");
        let t = self.get(&name, &shape, &[DType::U8])?;
        let flat: Vec<u8> = t.flatten_all().and_then(|t| t.to_vec1()).map_err(|e| self.fail(format!("tensor `{name}`: {e}")))?;
        Ok((flat.into_iter().map(|b| (b ^ 128) as i8).collect(), self.floats(&format!("{tensor}.s"), &[shape[0]])?))
    }

    /// A matrix in 4 bits, stored as `value + 8` two to a byte, `tensor.q`, with one scale for each [`GROUP`] of a row, `tensor.s`.
    pub(crate) fn nibbles(&self, tensor: &str, [rows, columns]: [usize; 2]) -> Result<(Vec<i8>, Vec<f32>)> {
        let name = format!("{tensor}.q");
        let t = self.get(&name, &[rows, columns / 2], &[DType::U8])?;
        let flat: Vec<u8> = t.flatten_all().and_then(|t| t.to_vec1()).map_err(|e| self.fail(format!("tensor `{name}`: {e}")))?;
        let values = flat.iter().flat_map(|b| [b & 15, b >> 4]).map(|n| n as i8 - 8).collect();
        Ok((values, self.floats(&format!("{tensor}.s"), &[rows, columns / GROUP])?))
    }
}
