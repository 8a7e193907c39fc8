#!/bin/sh
# From data to weights, one command: sh models/training/train.sh DATA [WORK]
# Needs Python 3.11 with torch, numpy, gensim, safetensors and zstandard, and a C compiler for the fast kernels (plain torch without one).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:?usage: train.sh DATA [WORK]}
work=${2:-$here/../../target/training}
export OMP_WAIT_POLICY=passive
python=${PYTHON:-python3}
cd "$here"
$python prepare.py "$data" "$work/prep"
$python vectors.py "$work/prep"
$python pretrain.py "$work/prep"
$python finetune.py "$data" "$work/prep" --out "$work/final.pt"
$python calibrate.py "$data" "$work/prep" "$work/final.pt" "$work/temperature.json"
$python export.py "$work/prep" "$work/final.pt" "$here/.." --temperature "$work/temperature.json" --fixture "$here/../../tests/data/model/base.json"
$python evaluate.py "$data" "$work/prep" "$work/final.pt" --rounded
