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
import { branchesOf, cardsOf, type PreviewDeps } from './branch-cards.ts';

const PAGES: Readonly<Record<string, string>> = { '/': 'page.html', '/view': 'view.html' };

/** The preview of one guide's file, read anew for each answer: `/guide` has its problems, `/cards` the cards of one. */
export function previewServer(file: string, simulator = ''): Server {
  const trust = basename(file, '.yaml');
  const problems = loadProblems(GUIDES_FOLDER);
  const cards = new Cards(CARDS_FOLDER);
  const guideOn = (date: string | null): PreviewDeps => {
    const now = date ? `${date}T12:00:00.000Z` : new Date().toISOString();
    const guide = loadGuides(dirname(file), [trust], checkDialogs, londonDay(now)).get(trust);
    if (guide === undefined) throw new TypeError(`No guide was loaded for ${trust}`);
    return { guide, problems, cards, now };
  };
  const answer = (path: string, asked: URLSearchParams): object => {
    try {
      const deps = guideOn(asked.get('date'));
      if (path === '/cards') return cardsOf(deps, asked.get('branch') ?? '');
      return { version: deps.guide.version, branches: branchesOf(deps), problems: [], simulator };
    } catch (error) {
      if (!(error instanceof GuideError)) throw error;
      return path === '/cards' ? [] : { problems: error.problems, simulator };
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
