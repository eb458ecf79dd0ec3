"""Times Python taggers. Reads a task as one line of JSON, then one request a line; answers each with a line of JSON."""
import json
import sys
import time

import numpy
import onnxruntime
import torch
import transformers
from tokenizers import Tokenizer

PADDED_PIECES = 1024


def main():
    task = json.loads(sys.stdin.readline())
    threads, sentences = task["threads"], task["sentences"]
    torch.set_num_threads(threads)
    texts = [" ".join(words) for words in sentences]
    pipeline = make_pipeline(task["reference"])
    runs = {
        "fp32": make_session(task["reference"], task["exported"] + "/onnx/model.onnx", threads),
        "int8": make_session(task["reference"], task["reference"] + "/onnx/model_int8.onnx", threads),
    }
    answer({"versions": f"torch {torch.__version__}, transformers {transformers.__version__}, onnxruntime {onnxruntime.__version__}"})
    for run in runs.values():
        run(sentences[:32])
    for line in sys.stdin:
        request = json.loads(line)
        start = time.perf_counter()
        if request["run"] == "pipeline":
            found = pipeline(texts[: request["limit"]], request["batch"])
        else:
            found = runs[request["run"]](sentences)
        answer({"seconds": time.perf_counter() - start, "mentions": found})


def answer(value):
    print(json.dumps(value), flush=True)


def make_pipeline(folder):
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    tag = transformers.pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple", device="cpu")

    def run(texts, batch):
        with torch.inference_mode():
            return sum(len(groups) for groups in tag(texts, batch_size=batch))

    return run


def make_session(folder, path, threads):
    """Words to labels by hand: one call of the tokenizer, batches of up to 1,024 padded pieces sorted by length, labels of first pieces."""
    tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    config = json.load(open(folder + "/config.json", encoding="utf-8"))
    begins = numpy.array([config["id2label"][str(i)].startswith("B-") for i in range(len(config["id2label"]))])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    names = {port.name for port in session.get_inputs()}

    def run(sentences):
        encodings = tokenizer.encode_batch(sentences, is_pretokenized=True)
        found = 0
        for batch in batches(sorted(encodings, key=lambda encoding: -len(encoding.ids))):
            width = len(batch[0].ids)
            ids = numpy.zeros((len(batch), width), numpy.int64)
            mask = numpy.zeros_like(ids)
            first = numpy.zeros_like(ids, bool)
            for row, encoding in enumerate(batch):
                ids[row, : len(encoding.ids)] = encoding.ids
                mask[row, : len(encoding.ids)] = 1
                words = encoding.word_ids
                first[row, : len(words)] = [word is not None and word != words[place - 1] for place, word in enumerate(words)]
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
            (logits,) = session.run(None, {name: value for name, value in feed.items() if name in names})
            found += int((begins[logits.argmax(-1)] & first).sum())
        return found

    return run


def batches(encodings):
    batch = []
    for encoding in encodings:
        if batch and len(batch[0].ids) * (len(batch) + 1) > PADDED_PIECES:
            yield batch
            batch = []
        batch.append(encoding)
    if batch:
        yield batch


main()
