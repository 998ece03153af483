import { decode } from 'fast-png';

/** Problems of Teams' two icons, by the store's rules; empty if there are none. */
export function iconProblems(color: Uint8Array, outline: Uint8Array): string[] {
  return [...colorProblems(color), ...outlineProblems(outline)];
}

function colorProblems(png: Uint8Array): string[] {
  const { width, height } = decode(png);
  return width === 192 && height === 192
    ? []
    : [`color.png is ${width} by ${height} pixels; Teams wants 192 by 192`];
}

function outlineProblems(png: Uint8Array): string[] {
  const { width, height, channels, data, depth } = decode(png);
  if (width !== 32 || height !== 32)
    return [`outline.png is ${width} by ${height} pixels; Teams wants 32 by 32`];
  if (channels !== 4 || depth !== 8)
    return ['outline.png has no transparency; save it as RGBA with 8 bits a channel'];
  const colours = new Set<string>();
  let clear = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) clear += 1;
    else colours.add(data.slice(at, at + 3).join(','));
  }
  return [
    ...(clear === 0 ? ['outline.png has no transparent background'] : []),
    ...(colours.size === 1 && colours.has('255,255,255')
      ? []
      : ['outline.png must be drawn in pure white alone; see-through edges are fine']),
  ];
}
