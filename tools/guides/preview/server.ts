import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { checkDialogs } from '../../../dialogs/flow/check-guide.ts';
import { pageFile } from '../../../simulator/page-files.ts';
import { Cards } from '../../../src/cards/render.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../../../src/config/content-folder.ts';
import { GuideError, loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { londonDay } from '../../../src/time/clock.ts';
import { checkGuide } from '../check-all.ts';
import { branchesOf, cardsOf, type PreviewDeps } from './branch-cards.ts';

const PAGES: Readonly<Record<string, string>> = { '/': 'page.html', '/view': 'view.html' };

/** The preview of one guide's file, read anew for each answer: `/guide` has its problems, `/cards` the cards of one. */
export function previewServer(file: string, simulator = ''): Server {
  const trust = basename(file, '.yaml');
  const problems = loadProblems(GUIDES_FOLDER);
  const cards = new Cards(CARDS_FOLDER);
  const guideOn = (date: string | null, check = checkDialogs): PreviewDeps => {
    const now = date ? `${date}T12:00:00.000Z` : new Date().toISOString();
    const guide = loadGuides(dirname(file), [trust], check, londonDay(now)).get(trust);
    if (guide === undefined) throw new TypeError(`No guide was loaded for ${trust}`);
    return { guide, problems, cards, now };
  };
  /** What `guides:check` would say. */
  const wrongOn = (date: string | null): readonly string[] => {
    try {
      guideOn(date, checkGuide(problems));
      return [];
    } catch (error) {
      return error instanceof GuideError ? error.problems : [`${basename(file)}: ${String(error)}`];
    }
  };
  const answer = (path: string, asked: URLSearchParams): object => {
    const date = asked.get('date');
    try {
      const deps = guideOn(date);
      if (path === '/cards') return cardsOf(deps, asked.get('branch') ?? '');
      return { version: deps.guide.version, branches: branchesOf(deps), problems: wrongOn(date), simulator };
    } catch {
      return path === '/cards' ? [] : { problems: wrongOn(date), simulator };
    }
  };
  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://preview');
    const page = PAGES[pathname];
    if (page !== undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(readFileSync(join(import.meta.dirname, page)));
    }
    if (pathname === '/guide' || pathname === '/cards') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(answer(pathname, searchParams)));
    }
    const found = await pageFile(pathname);
    response.statusCode = found === undefined ? 404 : 200;
    if (found !== undefined) response.setHeader('content-type', found.type);
    return response.end(found?.content);
  });
}
