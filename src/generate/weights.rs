//! Tensors of a checkpoint by name, each checked for its shape and turned into `f32` when it is taken.

use super::layers::{Linear, Matrix};
use crate::error::{Error, Result};
use candle_core::safetensors::MmapedSafetensors;
use candle_core::{DType, Device, Tensor};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files, mapped into memory.
pub(super) struct Weights {
    tensors: MmapedSafetensors,
    /// Stands in messages.
    name: String,
}

impl Weights {
    pub(super) fn open(folder: &Path, files: &[PathBuf]) -> Result<Self> {
        let name = match files {
            [file] => file.display().to_string(),
            _ => folder.join("*.safetensors").display().to_string(),
        };
        // SAFETY: the mapping is read within `Generator::open` alone, and every tensor is copied; whoever changes the files in that
        // moment changes what is read, as with any file.
        #[allow(unsafe_code)]
        let tensors = unsafe { MmapedSafetensors::multi(files) };
        let fail = |e: candle_core::Error| Error::Weights { name: name.clone(), reason: format!("truncated or no safetensors: {e}") };
        Ok(Self { tensors: tensors.map_err(fail)?, name })
    }

    pub(super) fn fail(&self, reason: String) -> Error {
        Error::Weights { name: self.name.clone(), reason }
    }

    pub(super) fn has(&self, tensor: &str) -> bool {
        self.tensors.get(tensor).is_ok()
    }

    fn load(&self, tensor: &str) -> Result<Tensor> {
        if !self.has(tensor) {
            return Err(self.fail(format!("tensor `{tensor}` is missing: weights of another model than config.json says")));
        }
        let loaded = self.tensors.load(tensor, &Device::Cpu).and_then(|t| match t.dtype() {
            DType::F32 => Ok(t),
            _ => t.to_dtype(DType::F32),
        });
        loaded.map_err(|e| self.fail(format!("tensor `{tensor}`: {e}")))
    }

    /// A tensor of this shape, row by row.
    pub(super) fn floats(&self, tensor: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let t = self.load(tensor)?;
        if t.dims() != shape {
            return Err(self.fail(format!("tensor `{tensor}` has shape {:?}, config.json asks for {shape:?}", t.dims())));
        }
        t.flatten_all().and_then(|t| t.to_vec1()).map_err(|e| self.fail(format!("tensor `{tensor}`: {e}")))
    }

    /// A matrix of this shape.
    pub(super) fn matrix(&self, tensor: &str, [rows, columns]: [usize; 2]) -> Result<Matrix> {
        Ok(Matrix { values: self.floats(tensor, &[rows, columns])?, columns })
    }

    /// The first of these tensors that is there, with so many columns and any number of rows.
    pub(super) fn first_of(&self, tensors: &[&str], columns: usize) -> Result<Matrix> {
        let tensor = tensors.iter().find(|t| self.has(t)).unwrap_or(&tensors[0]);
        let rows = self.tensors.get(tensor).map_or(0, |t| t.shape().first().copied().unwrap_or(0));
        self.matrix(tensor, [rows, columns])
    }

    /// A linear layer `{name}.weight`, with `{name}.bias` where `biased`.
    pub(super) fn linear(&self, name: &str, inputs: usize, outputs: usize, biased: bool) -> Result<Linear> {
        let weight = Arc::new(self.matrix(&format!("{name}.weight"), [outputs, inputs])?);
        let bias = if biased { self.floats(&format!("{name}.bias"), &[outputs])? } else { Vec::new() };
        Ok(Linear { weight, bias })
    }
}
