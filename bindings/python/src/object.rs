//! What serde can write, as Python objects: structs as the frozen classes of `tomtat.record`, or everything as dicts and lists.

use std::fmt;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyFloat, PyList, PyString, PyTuple};
use pyo3::{IntoPyObjectExt, intern};
use serde::ser::{self, Serialize};

/// What makes objects of the frozen classes.
struct Classes {
    /// By the names of the Rust types.
    by_name: Py<PyDict>,
    span: Py<PyAny>,
    /// `object.__new__` and `object.__setattr__`: the ways around the frozen classes' own, which take ten times as long.
    new: Py<PyAny>,
    set: Py<PyAny>,
}

static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();

impl Classes {
    fn of(py: Python<'_>) -> PyResult<&Self> {
        CLASSES.get_or_try_init(py, || {
            let module = py.import("tomtat.record")?;
            let object = py.get_type::<PyAny>();
            Ok(Self {
                by_name: module.getattr("CLASSES")?.cast_into::<PyDict>()?.unbind(),
                span: module.getattr("Span")?.getattr("_make")?.unbind(),
                new: object.getattr("__new__")?.unbind(),
                set: object.getattr("__setattr__")?.unbind(),
            })
        })
    }
}

/// `value` as objects of the frozen classes, lists as tuples.
pub fn typed(py: Python<'_>, value: &impl Serialize) -> PyResult<Py<PyAny>> {
    let writer = Writer { py, classes: Some(Classes::of(py)?) };
    value.serialize(writer).map(Bound::unbind).map_err(|e| e.0)
}

/// `value` as JSON would have it.
pub fn plain(py: Python<'_>, value: &impl Serialize) -> PyResult<Py<PyAny>> {
    value.serialize(Writer { py, classes: None }).map(Bound::unbind).map_err(|e| e.0)
}

#[derive(Clone, Copy)]
struct Writer<'py> {
    py: Python<'py>,
    /// None: dicts and lists.
    classes: Option<&'py Classes>,
}

type Object<'py> = Result<Bound<'py, PyAny>, Failure>;

#[derive(Debug)]
struct Failure(PyErr);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl ser::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(PyValueError::new_err(message.to_string()))
    }
}

impl From<PyErr> for Failure {
    fn from(e: PyErr) -> Self {
        Self(e)
    }
}

impl<'py> Writer<'py> {
    fn string(self, text: &str) -> Object<'py> {
        Ok(PyString::new(self.py, text).into_any())
    }

    fn number<T: IntoPyObject<'py>>(self, number: T) -> Object<'py> {
        number.into_bound_py_any(self.py).map_err(Failure)
    }

    /// An object of the class that a struct has.
    fn instance(self, name: &'static str, fields: Bound<'py, PyDict>) -> Object<'py> {
        let py = self.py;
        let Some(classes) = self.classes else { return Ok(fields.into_any()) };
        let Some(class) = classes.by_name.bind(py).get_item(PyString::intern(py, name))? else { return Ok(fields.into_any()) };
        let object = classes.new.bind(py).call1((class,))?;
        classes.set.bind(py).call1((&object, intern!(py, "__dict__"), fields))?;
        Ok(object)
    }
}

/// A list, or a pair of numbers, which is a span.
struct Items<'py> {
    writer: Writer<'py>,
    items: Vec<Bound<'py, PyAny>>,
    span: bool,
}

/// A struct with a name, or a map.
struct Fields<'py> {
    writer: Writer<'py>,
    name: &'static str,
    fields: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> Items<'py> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.items.push(value.serialize(self.writer)?);
        Ok(())
    }

    fn finish(self) -> Object<'py> {
        let py = self.writer.py;
        match self.writer.classes {
            None => Ok(PyList::new(py, self.items)?.into_any()),
            Some(classes) if self.span => Ok(classes.span.bind(py).call1((PyTuple::new(py, self.items)?,))?),
            Some(_) => Ok(PyTuple::new(py, self.items)?.into_any()),
        }
    }
}

impl<'py> ser::Serializer for Writer<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;
    type SerializeSeq = Items<'py>;
    type SerializeTuple = Items<'py>;
    type SerializeTupleStruct = Items<'py>;
    type SerializeTupleVariant = ser::Impossible<Self::Ok, Failure>;
    type SerializeMap = Fields<'py>;
    type SerializeStruct = Fields<'py>;
    type SerializeStructVariant = ser::Impossible<Self::Ok, Failure>;

    fn serialize_bool(self, v: bool) -> Object<'py> {
        Ok(PyBool::new(self.py, v).to_owned().into_any())
    }

    fn serialize_i8(self, v: i8) -> Object<'py> {
        self.number(v)
    }

    fn serialize_i16(self, v: i16) -> Object<'py> {
        self.number(v)
    }

    fn serialize_i32(self, v: i32) -> Object<'py> {
        self.number(v)
    }

    fn serialize_i64(self, v: i64) -> Object<'py> {
        self.number(v)
    }

    fn serialize_u8(self, v: u8) -> Object<'py> {
        self.number(v)
    }

    fn serialize_u16(self, v: u16) -> Object<'py> {
        self.number(v)
    }

    fn serialize_u32(self, v: u32) -> Object<'py> {
        self.number(v)
    }

    fn serialize_u64(self, v: u64) -> Object<'py> {
        self.number(v)
    }

    /// 0.97 stays 0.97, as in JSON.
    fn serialize_f32(self, v: f32) -> Object<'py> {
        let nearest = v.to_string().parse().unwrap_or(f64::from(v));
        Ok(PyFloat::new(self.py, nearest).into_any())
    }

    fn serialize_f64(self, v: f64) -> Object<'py> {
        Ok(PyFloat::new(self.py, v).into_any())
    }

    fn serialize_char(self, v: char) -> Object<'py> {
        self.string(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Object<'py> {
        self.string(v)
    }

    fn serialize_bytes(self, v: &[u8]) -> Object<'py> {
        self.number(v)
    }

    fn serialize_none(self) -> Object<'py> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Object<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Object<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Object<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Object<'py> {
        Ok(PyString::intern(self.py, variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Object<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Object<'py> {
        Err(no_form())
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Items<'py>, Failure> {
        Ok(Items { writer: self, items: Vec::with_capacity(len.unwrap_or(0)), span: false })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items<'py>, Failure> {
        Ok(Items { writer: self, items: Vec::with_capacity(len), span: len == 2 })
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Items<'py>, Failure> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Failure> {
        Err(no_form())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'py>, Failure> {
        self.serialize_struct("", 0)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'py>, Failure> {
        Ok(Fields { writer: self, name, fields: PyDict::new(self.py), key: None })
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Failure> {
        Err(no_form())
    }
}

/// Records have no enums that hold values.
fn no_form() -> Failure {
    Failure(PyTypeError::new_err("an enum with values has no form in Python"))
}

impl<'py> ser::SerializeSeq for Items<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.push(value)
    }

    fn end(self) -> Object<'py> {
        self.finish()
    }
}

impl<'py> ser::SerializeTuple for Items<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.push(value)
    }

    fn end(self) -> Object<'py> {
        self.finish()
    }
}

impl<'py> ser::SerializeTupleStruct for Items<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.push(value)
    }

    fn end(self) -> Object<'py> {
        self.finish()
    }
}

impl<'py> ser::SerializeStruct for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failure> {
        Ok(self.fields.set_item(PyString::intern(self.writer.py, key), value.serialize(self.writer)?)?)
    }

    fn end(self) -> Object<'py> {
        self.writer.instance(self.name, self.fields)
    }
}

impl<'py> ser::SerializeMap for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        self.key = Some(key.serialize(self.writer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let value = value.serialize(self.writer)?;
        Ok(self.fields.set_item(self.key.take(), value)?)
    }

    fn end(self) -> Object<'py> {
        self.writer.instance(self.name, self.fields)
    }
}
