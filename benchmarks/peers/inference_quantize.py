"""Ordinary dynamic int8: inference_quantize.py FROM.onnx TO.onnx"""
import logging
import sys

import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.WARNING)
# Weights that are stored in half precision stand behind a Cast, which quantize_dynamic does not see through.
options = onnxruntime.SessionOptions()
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
options.optimized_model_filepath = sys.argv[2] + ".folded.onnx"
onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
quantize_dynamic(options.optimized_model_filepath, sys.argv[2], weight_type=QuantType.QInt8, per_channel=True)
