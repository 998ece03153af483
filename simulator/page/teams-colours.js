// The colours of Teams' own host configurations. Light and dark: microsoft-teams-light.json and microsoft-teams-dark.json of
// adaptivecards-designer 2.4.4 (MIT, Microsoft). High contrast: the one for Teams of the SharePoint Framework controls (MIT, PnP),
// on black, as Microsoft publishes none of its own. Each colour is plain and subtle, as AARRGGBB or RRGGBB.

const COLOURS = ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'];

const LIGHT = [
  'ff252424 bf252424',
  '252424 bf252424',
  'ffffff fff3f2f1',
  '6264a7 8b8cc7',
  '92c353 e592c353',
  'f8d22a e5f8d22a',
  'c4314b e5c4314b',
];
const DARK_SIGNS = ['ffa6a7dc ff8b8cc7', 'ff92c353 e592c353', 'fff8d22a e5f8d22a', 'ffd74654 e5d74654'];
const DARK = ['ffffffff bfffffff', 'ff201f1f ff2d2c2c', 'ffffffff bfffffff', ...DARK_SIGNS];
const DARK_ON_TINT = ['ff201f1f ff2d2c2c', 'ff201f1f ff2d2c2c', 'ffffffff bfffffff', ...DARK_SIGNS];
const CONTRAST_SIGNS = ['82c7ff 3aa0f3', '92c353 498205', 'f8d22a c19c00', 'd74553 d13438'];
const CONTRAST = ['ffffff d2d2d2', '000000 737373', 'ffffff d2d2d2', ...CONTRAST_SIGNS];
const contrastOn = (subtle, light) => [
  `000000 ${subtle}`,
  `000000 ${subtle}`,
  `ffffff ${light}`,
  ...CONTRAST_SIGNS,
];

/** By theme and container style: the background, and what stands on it. */
const THEMES = {
  light: {
    default: ['ffffff', LIGHT],
    emphasis: ['f9f8f7', LIGHT],
    accent: ['c7def9', LIGHT],
    good: ['ccffcc', LIGHT],
    attention: ['ffc5b2', LIGHT],
    warning: ['ffe2b2', LIGHT],
  },
  dark: {
    default: ['2d2c2c', DARK],
    emphasis: ['292828', DARK],
    accent: ['c7def9', DARK_ON_TINT],
    good: ['ccffcc', DARK_ON_TINT],
    attention: ['ffc5b2', DARK_ON_TINT],
    warning: ['ffe2b2', DARK_ON_TINT],
  },
  contrast: {
    default: ['000000', CONTRAST],
    emphasis: ['2f2f2f', CONTRAST],
    accent: ['1b3345', CONTRAST],
    good: ['92c353', contrastOn('415725', 'ebf4e0')],
    attention: ['d74553', contrastOn('601f25', 'f7dee0')],
    warning: ['f8d22a', contrastOn('6f5e12', 'fdf7d9')],
  },
};

const css = (colour) => `#${colour.length === 8 ? colour.slice(2) + colour.slice(0, 2) : colour}`;

function variables(theme) {
  return Object.entries(THEMES[theme])
    .flatMap(([style, [background, texts]]) => [
      `--on-${style}: ${css(background)};`,
      ...texts.flatMap((pair, index) => {
        const [plain, subtle] = pair.split(' ');
        const name = `--on-${style}-${COLOURS[index]}`;
        return [`${name}: ${css(plain)};`, `${name}-subtle: ${css(subtle)};`];
      }),
    ])
    .join(' ');
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :root { ${variables('light')} }
  @media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
  :root[data-theme="light"] { ${variables('light')} }
  :root[data-theme="dark"] { ${variables('dark')} }
  :root[data-theme="contrast"] { ${variables('contrast')} }
`);
document.adoptedStyleSheets.push(sheet);

const foreground = (style, colour) => {
  const name = `--on-${style}-${colour}`;
  return { default: `var(${name})`, subtle: `var(${name}-subtle)` };
};

/** The container styles of a host configuration that follows the page's theme. */
export const containerStyles = Object.fromEntries(
  Object.keys(THEMES.light).map((style) => [
    style,
    {
      backgroundColor: `var(--on-${style})`,
      foregroundColors: Object.fromEntries(COLOURS.map((colour) => [colour, foreground(style, colour)])),
    },
  ]),
);
