"use strict";
// Unpacks a .lzma file whose literals do not depend on their place (lp and pb
// are 0), as package lzma makes them.
function unpack(packed) {
  const header = new DataView(packed.buffer, packed.byteOffset);
  const literalBits = header.getUint8(0);
  const size = Number(header.getBigUint64(5, true));
  if (literalBits > 8) throw new Error("the program within this page is damaged");
  const out = new Uint8Array(size);

  const probs = (n) => new Uint16Array(n).fill(1024);
  const states = 12;
  const isMatch = probs(states), isRepeat = probs(states);
  const isRepeat0 = probs(states), isRepeat1 = probs(states), isRepeat2 = probs(states), isLong = probs(states);
  const literal = probs(0x300 << literalBits);
  const slots = probs(4 * 64), special = probs(10 * 32), align = probs(16);
  // Of a length: two choices, then 8, 8 and 256 leaves.
  const lengths = probs(2 + 8 + 8 + 256), repeatLengths = probs(2 + 8 + 8 + 256);

  let at = 14; // the first byte of the code is always 0
  let code = 0, width = -1 >>> 0;
  for (let i = 0; i < 4; i++) code = (code << 8 | packed[at++]) >>> 0;

  const bit = (p, i) => {
    const bound = (width >>> 11) * p[i];
    let value;
    if (code < bound) {
      width = bound;
      p[i] += (2048 - p[i]) >> 5;
      value = 0;
    } else {
      width -= bound;
      code -= bound;
      p[i] -= p[i] >> 5;
      value = 1;
    }
    if (width < 0x1000000) {
      width = (width << 8) >>> 0;
      code = (code << 8 | packed[at++]) >>> 0;
    }
    return value;
  };
  const tree = (p, from, bits) => {
    let n = 1;
    for (let i = 0; i < bits; i++) n = n << 1 | bit(p, from + n);
    return n - (1 << bits);
  };
  const reverse = (p, from, bits) => {
    let n = 1, value = 0;
    for (let i = 0; i < bits; i++) {
      const b = bit(p, from + n);
      n = n << 1 | b;
      value |= b << i;
    }
    return value;
  };
  const direct = (bits) => {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      width >>>= 1;
      const b = code >= width ? 1 : 0;
      if (b) code -= width;
      value = value << 1 | b;
      if (width < 0x1000000) {
        width = (width << 8) >>> 0;
        code = (code << 8 | packed[at++]) >>> 0;
      }
    }
    return value;
  };
  const length = (p) => {
    if (!bit(p, 0)) return 2 + tree(p, 2, 3);
    if (!bit(p, 1)) return 10 + tree(p, 10, 3);
    return 18 + tree(p, 18, 8);
  };
  const distance = (n) => {
    const slot = tree(slots, Math.min(n - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const low = (slot >> 1) - 1;
    const high = (2 | slot & 1) << low;
    if (slot < 14) return high + reverse(special, (slot - 4) * 32, low);
    return high + direct(low - 4) * 16 + reverse(align, 0, 4);
  };

  let done = 0, state = 0;
  let last0 = 0, last1 = 0, last2 = 0, last3 = 0;
  while (done < size) {
    if (!bit(isMatch, state)) {
      const from = 0x300 * ((done > 0 ? out[done - 1] : 0) >> (8 - literalBits));
      let n = 1;
      if (state >= 7) {
        let expected = out[done - last0 - 1];
        while (n < 0x100) {
          const other = expected >> 7 & 1;
          expected <<= 1;
          const b = bit(literal, from + ((1 + other) << 8) + n);
          n = n << 1 | b;
          if (b !== other) break;
        }
      }
      while (n < 0x100) n = n << 1 | bit(literal, from + n);
      out[done++] = n;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let n;
    if (!bit(isRepeat, state)) {
      last3 = last2; last2 = last1; last1 = last0;
      n = length(lengths);
      last0 = distance(n);
      state = state < 7 ? 7 : 10;
    } else {
      if (!bit(isRepeat0, state)) {
        if (!bit(isLong, state)) {
          out[done] = out[done - last0 - 1];
          done++;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        let d = last1;
        if (bit(isRepeat1, state)) {
          d = last2;
          if (bit(isRepeat2, state)) {
            d = last3;
            last3 = last2;
          }
          last2 = last1;
        }
        last1 = last0;
        last0 = d;
      }
      n = length(repeatLengths);
      state = state < 7 ? 8 : 11;
    }
    if (last0 >= done || n > size - done) throw new Error("the program within this page is damaged");
    for (let from = done - last0 - 1; n > 0; n--) out[done++] = out[from++];
  }
  return out;
}
