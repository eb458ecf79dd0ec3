"""PyTorch in half precision on a graphics card, batches sorted by length: torch_sorted.py CHECKPOINT ROWS.json BUDGET,BUDGET..."""
import json, sys, time
import torch
from transformers import AutoModelForTokenClassification

path, rows_file, budgets = sys.argv[1], sys.argv[2], [int(b) for b in sys.argv[3].split(",")]
rows = sorted(json.load(open(rows_file)), key=len, reverse=True)
useful = sum(map(len, rows))
model = AutoModelForTokenClassification.from_pretrained(path, dtype=torch.float16).cuda().eval()


def batches(budget):
    batch = []
    for row in rows:
        if batch and len(batch[0]) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def tensors(batch):
    width = len(batch[0])
    ids = torch.tensor([row + [0] * (width - len(row)) for row in batch])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch])
    return ids, mask


@torch.inference_mode()
def run(prepared):
    torch.cuda.synchronize()
    began = time.perf_counter()
    for ids, mask in prepared:
        model(input_ids=ids.cuda(non_blocking=True), attention_mask=mask.cuda(non_blocking=True)).logits.float().cpu()
    torch.cuda.synchronize()
    return time.perf_counter() - began


for budget in budgets:
    prepared = [tensors(batch) for batch in batches(budget)]
    run(prepared)
    seconds = sorted(run(prepared) for _ in range(5))[2]
    print(f"PyTorch {torch.__version__} fp16 ({model.config._attn_implementation}), sorted, {budget} pieces a batch: {useful / seconds:.0f} pieces/s, {len(prepared)} batches, tokenisation not counted", flush=True)
print(torch.cuda.get_device_name())
