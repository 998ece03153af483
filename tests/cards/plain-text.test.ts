import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/cards/plain-text.ts';
import { type PageElement, renderCard } from '../support/render-card.ts';
import { cpuMs, slowness } from '../support/slowness.ts';

/** The text in each of the places where a card shows what a person typed. */
const shown = (text: string) =>
  renderCard({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text, wrap: true },
      { type: 'TextBlock', text: `Note: ${text}`, wrap: true },
      { type: 'FactSet', facts: [{ title: 'Said', value: text }] },
    ],
  });

const MARKUP =
  'img, em, strong, b, i, s, del, code, pre, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, hr, br + br + br, script, iframe, style, form, input, button, at, svg, video, object';

/** What there is in the DOM that text alone cannot make. */
function madeOf(element: PageElement): string[] {
  const links = [...element.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');
  const markup = [...element.querySelectorAll(MARKUP)].map((one) => one.tagName.toLowerCase());
  // The renderer itself lays facts out as a table.
  return [...links, ...markup.filter((name) => name !== 'table')];
}

/** Text without what may differ: invisible characters, look-alikes, white space. */
const read = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cf}\p{Cc}\p{Cs}\uFFFD]/gu, '')
    .replace(/[\uFF0A*]/g, '*')
    .replace(/[`\u2019]/g, '`')
    .replace(/[<\u2039]/g, '<')
    .replace(/[>\u203A]/g, '>')
    .replace(/[|\u2502]/g, '|')
    .replace(/[\\\uFF3C]/g, '\\')
    .replace(/[~\u223C]/g, '~')
    .replace(/[_\uFF3F]/g, '_')
    .replace(/[@\uFF20]/g, '@')
    .replace(/ +/g, '')
    .trim();

const HOSTILE: Readonly<Record<string, string>> = {
  'a link': '[Reset ESR](https://evil.example/x)',
  'a link with a title': '[x](https://evil.example "title")',
  'a link without a scheme': '[x](//evil.example) [y](evil.example) [z](/path)',
  'a link in a link': '[[x](https://a.example)](https://b.example)',
  'a link around an address': '[x](a@b.co) [y](mailto:a@evil.example)',
  'a reference link': '[Reset ESR][1]\n\n[1]: https://evil.example "t"',
  'a collapsed reference': '[x][]\n\n[x]: https://evil.example',
  'a short reference': '[x]\n\n[x]: <https://evil.example>',
  'a bare address': 'see https://evil.example/login?x=1#y now',
  'other schemes':
    'http://evil.example ftp://evil.example //evil.example tel:999 javascript:alert(1) data:text/html,x',
  'a scheme in capitals': 'HTTPS://EVIL.EXAMPLE JavaScript:alert(1) MAILTO:a@evil.example',
  'a host name': 'evil.com www.evil.example nhs.net.evil.com evil.com/path evil.com:8080 evil.рф 例え.jp',
  'an address with a name before it': 'https://nhs.net@evil.example/login',
  'an angle link': '<https://evil.example> <a@b.co>',
  'a picture': '![x](https://evil.example/pixel.png) ![x][1]\n\n[1]: https://evil.example/p.png',
  HTML: '<a href="https://evil.example">x</a><img src=x onerror=alert(1)><script>alert(1)</script><b>x</b>',
  'a mention': '<at>ESR Access Bot</at> <at id="0">Elena</at>',
  entities: '&lt;b&gt; &#60;b&#62; &#x3c;b&#x3e; &amp;lt; &nbsp; &copy',
  emphasis: '*a* **b** ***c*** _d_ __e__ ___f___ ~~g~~ ~h~ `i` ``j``',
  'emphasis inside words': 'a*b*c a**b**c a_b_c',
  'emphasis around an address': '_a@b.co_ *a@b.co* __a@b.co__ `a@b.co`',
  headings: '# a\n## b\n\nc\n===\n\nd\n---',
  lists: '- a\n* b\n+ c\n1. d\n2) e\n   - f',
  rules: 'a\n\n---\n\n***\n\n___\n\n- - -',
  quotes: '> a\n>> b',
  'a table': '| a | b |\n|---|---|\n| c | d |',
  'a table without edges': 'a | b\n--|--\nc | d',
  'fenced code': '```js\nalert(1)\n```\n\n~~~\nx\n~~~',
  'indented code': 'a\n\n    b\n\n\tc',
  'a first line that is indented': '     a',
  escapes: '\\*a\\* \\[x](https://evil.example) \\\\',
  'hard breaks': 'a  \nb\\\nc',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a card's template would read
  'a template expression': '${x} ${$root} $${x} #{x} {{DATE(2026-01-01T00:00:00Z)}} {{x}} ${{x}}',
  'text that reverses': 'abc\u202Etxt.exe\u202C \u2066x\u2069 \u200Fx',
  'text that hides':
    'e\u200Bvil.com h\u200Dttps://evil.example [x\u2060](https://evil.example) \u00AD \uFEFF',
  'a scheme split by what is removed':
    'java\u0000script:alert(1) ht\u200Btps://evil.example [x]\u200B(https://evil.example)',
  'control characters': 'a\u0007b\u001B[31mc\u0085d\u2028e\u2029f',
  'line ends of all kinds': 'a\r\n# b\r- c\n\r1. d',
};

/** Links hold the domain in ASCII: "xn--mller-kva.de". */
const addressIn = (link: string) => new MarkdownIt().normalizeLinkText(link).slice('mailto:'.length);

describe('what a person typed', () => {
  it.each(Object.entries(HOSTILE))('is text and no more on a card: %s', (_, typed) => {
    const plain = plainText(typed);
    const card = shown(plain);
    expect(madeOf(card).filter((made) => !/^mailto:[\w.]+@[\w.]+$/.test(made))).toEqual([]);
    expect(read(card.textContent ?? '')).toBe(`${read(typed)}Note:${read(typed)}Said${read(typed)}`);
  });

  it.each(Object.entries(HOSTILE))('leaves nothing for a template: %s', (_, typed) => {
    expect(plainText(typed)).not.toMatch(/\$\{|\{\{|#\{/);
  });

  it.each(Object.entries(HOSTILE))('is the same when it was made plain before: %s', (_, typed) => {
    expect(plainText(plainText(typed))).toBe(plainText(typed));
  });

  const tricky = fc.oneof(
    fc.constantFrom(
      ...[
        '[',
        ']',
        '(',
        ')',
        '!',
        '*',
        '**',
        '_',
        '__',
        '`',
        '```',
        '~',
        '~~',
        '#',
        '>',
        '<',
        '|',
        '\\',
        '-',
        '+',
        '=',
      ],
      ...[
        '1.',
        '1)',
        ':',
        '//',
        '&',
        ';',
        '&lt;',
        '$',
        '{',
        '}',
        '${',
        '{{',
        '\n',
        '\n\n',
        '\r',
        '\t',
        ' ',
        '    ',
      ],
      ...[
        'http',
        'https://',
        'www.',
        'mailto:',
        'javascript:',
        'evil.com',
        'a@b.co',
        '.com',
        '.',
        '@',
        '<at>',
        '</at>',
      ],
      ...[
        '\u200B',
        '\u202E',
        '\u0000',
        '\uD83D',
        '\uDE00',
        '🙂',
        'é',
        'e\u0301',
        'Ω',
        '"',
        "'",
        '^',
        '/',
        'x',
        'nhs.net',
      ],
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );

  it('is text and no more on a card, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(tricky, { maxLength: 25 }), (deps) => {
        const typed = deps.join('');
        const plain = plainText(typed);
        expect(plain.isWellFormed()).toBe(true);
        if (plain === '') return;
        const card = shown(plain);
        const made = madeOf(card).filter(
          (one) => !(one.startsWith('mailto:') && read(typed).includes(read(addressIn(one)))),
        );
        expect(made).toEqual([]);
        expect(read(card.textContent ?? '')).toBe(`${read(plain)}Note:${read(plain)}Said${read(plain)}`);
        expect(read(plain)).toBe(read(typed));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an email address', () => {
  const copies = [
    'amara.okafor@nhs.net',
    "o'hara@esneft.nhs.uk",
    'a+b_c@x-y.co.uk',
    'a_b@nhs.net',
    'jörg@müller.de',
    'łukasz.żak@nhs.net',
    '李@例え.jp',
  ];
  it.each(copies)('can be copied as it is: %s', (address) => {
    expect(plainText(`send it to ${address}, please`)).toBe(`send it to ${address}, please`);
    expect(plainText(address)).toBe(address);
  });

  it.each(['Amara <a@b.co>', '(a@b.co)', '"a@b.co".', 'a@b.co, c@d.uk; e@f.net', 'mail:a@b.co!'])(
    'can be copied out of %j',
    (text) => {
      for (const address of text.match(/\w@\w\.\w+/g) ?? []) expect(plainText(text)).toContain(address);
    },
  );

  it('is the only thing that becomes a link, and to itself', () => {
    const card = shown(plainText('write to amara.okafor@nhs.net or see evil.com'));
    expect(new Set(madeOf(card))).toEqual(new Set(['mailto:amara.okafor@nhs.net']));
  });
});

describe('long text', () => {
  it('ends in an ellipsis at its limit', () => {
    expect(plainText('a'.repeat(700))).toBe(`${'a'.repeat(599)}…`);
    expect(plainText('a'.repeat(600))).toBe('a'.repeat(600));
    expect(plainText('abcdef', 4)).toBe('abc…');
  });

  it('is never cut through a character', () => {
    for (let limit = 2; limit < 12; limit += 1) {
      expect(plainText('🙂🙂🙂🙂🙂🙂🙂🙂', limit).isWellFormed()).toBe(true);
    }
  });

  it.each(['a', ' ', '\n', '\u200B', '[', '*', 'a@', 'a.', '<at>', '&#', '${', '_ '])(
    'of 100 KB of %j is done in no time',
    (part) => {
      const took = cpuMs(() =>
        expect(plainText(part.repeat(100_000 / part.length)).length).toBeLessThan(1500),
      );
      expect(took).toBeLessThan(500 * slowness());
    },
  );
});

describe('white space', () => {
  it('keeps words apart and lines together', () => {
    expect(plainText('a\tb\u00A0c\vd\fe')).toBe('a b\u00A0c d e');
    expect(plainText('  a\n\n\n\n\nb  ')).toBe('a\n\nb');
  });
});
