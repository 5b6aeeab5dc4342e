[ ! -e .cache/recorded/changes.jsonl ] || gazette published --log .cache/recorded/changes.jsonl
