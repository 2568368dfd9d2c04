import { type Bits, countBits, keepBits, listBits, setBit } from './bitmap.js';
import type { QueryNode } from './query-node.js';
import type { Scratch } from './scratch.js';

/** The offers found in a segment: a list when they are few (`scratch.listLimit`), else a bitmap. */
export interface Found {
  count: number;
  list: Int32Array | null;
  bits: Bits | null;
}

/** Makes the set of a query. Give it back with `release`. */
export function find(scratch: Scratch, node: QueryNode): Found {
  if (node.bound > scratch.listLimit) {
    const bits = scratch.takeBits();
    node.mark(bits);
    return foundBits(scratch, bits);
  }
  const list = scratch.takeList();
  return { count: node.list(list), list, bits: null };
}

export function release(scratch: Scratch, found: Found): void {
  if (found.list) scratch.giveList(found.list);
  if (found.bits) scratch.giveBits(found.bits);
}

/** Parts a set in two, by another one. The set itself is left as it is. */
export function part(scratch: Scratch, found: Found, node: QueryNode): { inside: Found; outside: Found } {
  return found.list ? partList(scratch, found.list, found.count, node) : partBits(scratch, found.bits!, node);
}

function partList(scratch: Scratch, list: Int32Array, n: number, node: QueryNode): { inside: Found; outside: Found } {
  const inside = scratch.takeList();
  const outside = scratch.takeList();
  for (let i = 0; i < n; i++) inside[i] = outside[i] = list[i]!;
  const count = node.keep(inside, n);
  const bits = scratch.takeBits();
  for (let i = 0; i < count; i++) setBit(bits, inside[i]!);
  const rest = keepBits(outside, n, bits, 0, 0);
  scratch.giveBits(bits);
  return { inside: { count, list: inside, bits: null }, outside: { count: rest, list: outside, bits: null } };
}

function partBits(scratch: Scratch, bits: Bits, node: QueryNode): { inside: Found; outside: Found } {
  const inside = scratch.takeBits();
  const outside = scratch.takeBits();
  inside.set(bits);
  node.restrict(inside);
  for (let i = 0; i < bits.length; i++) outside[i] = bits[i]! & ~inside[i]!;
  return { inside: foundBits(scratch, inside), outside: foundBits(scratch, outside) };
}

function foundBits(scratch: Scratch, bits: Bits): Found {
  const count = countBits(bits);
  if (count > scratch.listLimit) return { count, list: null, bits };
  const list = scratch.takeList();
  listBits(bits, list);
  scratch.giveBits(bits);
  return { count, list, bits: null };
}
