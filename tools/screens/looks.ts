/** One way in which a screen reaches the bot. Kinds are split: nothing is tuned to the held-out ones. */
export interface Look {
  readonly id: string;
  readonly part: 'tuned' | 'held-out';
  readonly kind: 'plain' | 'photo';
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for each of the page. */
  readonly scale: number;
  readonly theme: Theme;
  readonly font: string;
  /** Browser zoom. */
  readonly zoom: number;
  readonly window: 'edge' | 'chrome' | 'desktop' | 'none';
  /** JPEG quality; PNG where there is none. */
  readonly quality?: number;
  /** What a phone's camera does to it: CSS of the picture, and of what lies over it. */
  readonly camera?: { readonly picture: string; readonly over: string };
}

export type Theme = 'light' | 'dark' | 'contrast' | 'grey';

const SANS = "'Segoe UI', 'Liberation Sans', Arial, sans-serif";
const SERIF = "'Liberation Serif', 'Times New Roman', serif";
const DEJAVU = "'DejaVu Sans', Verdana, sans-serif";

const look = (id: string, part: Look['part'], more: Partial<Look> = {}): Look => ({
  id,
  part,
  kind: 'plain',
  width: 1100,
  height: 720,
  scale: 1,
  theme: 'light',
  font: SANS,
  zoom: 1,
  window: 'edge',
  ...more,
});
const photo = (id: string, part: Look['part'], picture: string, over = 'none', more: Partial<Look> = {}) =>
  look(id, part, {
    kind: 'photo',
    width: 900,
    height: 600,
    scale: 1.6,
    quality: 70,
    camera: { picture, over },
    ...more,
  });

/** Stripes that a camera sees on a monitor. */
const stripes = (angle: number, step: number, alpha: number) =>
  `repeating-linear-gradient(${angle}deg, rgba(0,0,0,${alpha}) 0 ${step}px, transparent ${step}px ${step * 2.2}px)`;

export const LOOKS: readonly Look[] = [
  look('edge', 'tuned'),
  look('edge-dark', 'tuned', { theme: 'dark' }),
  look('chrome-125', 'tuned', { window: 'chrome', zoom: 1.25, font: DEJAVU }),
  look('jpeg-60', 'tuned', { quality: 60 }),
  look('crop', 'tuned', { window: 'none', width: 760, height: 560 }),
  look('desktop', 'held-out', { window: 'desktop', width: 1920, height: 1080 }),
  look('contrast', 'held-out', { theme: 'contrast' }),
  look('serif', 'held-out', { font: SERIF, theme: 'grey' }),
  look('zoom-80', 'held-out', { zoom: 0.8, window: 'chrome' }),
  look('jpeg-35', 'held-out', { quality: 35, window: 'chrome' }),
  look('phone', 'held-out', { window: 'none', width: 400, height: 800, scale: 2 }),
  photo('tilt', 'tuned', 'transform: perspective(1400px) rotateY(9deg) rotateX(4deg)'),
  photo(
    'dim',
    'tuned',
    'filter: brightness(0.55) contrast(0.8) blur(0.4px)',
    'radial-gradient(circle at 30% 40%, transparent, rgba(0,0,0,.55))',
  ),
  photo('turned', 'held-out', 'transform: rotate(2.6deg)'),
  photo(
    'moire',
    'held-out',
    'transform: perspective(1600px) rotateY(-6deg)',
    `${stripes(3, 3, 0.1)}, ${stripes(87, 4, 0.08)}`,
  ),
  photo(
    'glare',
    'held-out',
    'transform: rotate(-1.2deg)',
    'radial-gradient(ellipse at 78% 22%, rgba(255,255,255,.85), transparent 38%), linear-gradient(100deg, rgba(0,0,0,.3), transparent 70%)',
  ),
  photo('soft', 'held-out', 'filter: blur(0.9px) saturate(1.4) sepia(.25)'),
];
