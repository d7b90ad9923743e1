"""Checks an exported record by docs/ledger.md alone: python3 check_export.py FOLDER [LENGTH:HASH]"""
import hashlib, json, pathlib, re, sys

LINE = re.compile(
    rb'\{"seq":([1-9]\d{0,14}),"at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","kind":"([a-z-]+\.[a-z-]+)",'
    rb'"subject":"([0-9a-f-]{36})","payload":"([0-9a-f]{64})","prev":"([0-9a-f]{64})"\}')
PAYLOAD = re.compile(
    rb'\{"seq":([1-9]\d{0,14}),"salt":(?:(null),"payload":null|"([0-9a-f]{64})","payload":(".*"))\}', re.S)
ERASURE = re.compile(
    r'\{"because":"(?:[^"\\\x00-\x1f]|\\(?:["\\bfnrt]|u[0-9a-f]{4}))*","entries":\[([1-9][0-9]{0,14}(?:,[1-9][0-9]{0,14})*)\],')

def check(folder, typed=None):
    head = typed and re.fullmatch('([0-9]{1,9}):([0-9a-f]{32,64})', re.sub(r'[\s,]', '', typed.lower()))
    if typed and not (head and int(head[1])): sys.exit('That is not a head.')
    found, proofs, erasures, gone, length, last, then = [], {}, {}, {}, 0, b'0' * 64, ''

    def lines(name):
        data = (pathlib.Path(folder) / name).read_bytes()
        *whole, cut = data.split(b'\n')
        try: data.decode()
        except UnicodeDecodeError: found.append('no text')
        if cut: found.append('cut off')
        return whole

    for line in lines('payloads.jsonl'):
        try:
            seq, erased, salt, payload = PAYLOAD.fullmatch(line).groups()
            text = '' if erased else json.loads(payload.decode())
            said = None if erased else bytes.fromhex(salt.decode()) + text.encode()
        except (AttributeError, ValueError): found.append('a payload is not in the format')
        else:
            if int(seq) in proofs: found.append('a payload twice')
            elif ERASURE.match(text): erasures[int(seq)] = set(map(int, ERASURE.match(text)[1].split(',')))
            proofs.setdefault(int(seq), said and hashlib.sha256(said).hexdigest().encode())
    for line in lines('ledger.jsonl'):
        length, entry = length + 1, LINE.fullmatch(line)
        if not entry: found.append('an entry is not in the format')
        else:
            seq, kind, subject, payload, prev = entry.groups()
            proof = proofs.get(length, 'missing')
            if int(seq) != length: found.append('an entry out of its place')
            if prev != last: found.append('an entry that does not follow')
            if length == 1 and kind != b'ledger.opened': found.append('nothing opens the ledger')
            if proof not in (None, payload): found.append('not what the entry proves')
            if proof is None: gone[length] = subject
            if proof == payload and kind == b'person.erased':
                for one in erasures.get(length, ()):
                    if gone.get(one) == subject: del gone[one]
        last = hashlib.sha256(line).hexdigest().encode()
        if head and length == int(head[1]): then = last.decode()
    found += ['gone, and no erasure says why'] * len(gone)
    found += ['a payload of no entry' for seq in proofs if seq > length] + ([] if length else ['no entries'])
    whole = not found and (not head or then.startswith(head[2]))
    return {'whole': whole, 'findings': len(found), 'head': f'{length}:{last.decode()}'}

if __name__ == '__main__': print(json.dumps(check(*sys.argv[1:])))
