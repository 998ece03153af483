import type { Browser } from 'playwright-core';
import type { Look, Theme } from './looks.ts';

const THEMES: Readonly<
  Record<Theme, { ink: string; paper: string; bar: string; soft: string; error: string }>
> = {
  light: { ink: '#212b32', paper: '#fff', bar: '#005eb8', soft: '#5a6570', error: '#d5281b' },
  grey: { ink: '#333', paper: '#eef0f2', bar: '#41505c', soft: '#666', error: '#a3160c' },
  dark: { ink: '#e8e6e3', paper: '#1b1d1f', bar: '#0b2c4d', soft: '#a8a8a8', error: '#ff9c92' },
  contrast: { ink: '#fff', paper: '#000', bar: '#000', soft: '#ff0', error: '#3ff23f' },
};

/** A screen before a camera or a clipboard captures it. */
function page(title: string, body: string, isDialog: boolean, look: Look): string {
  const { ink, paper, bar, soft, error } = THEMES[look.theme];
  const style = `*{box-sizing:border-box} body{margin:0;font:15px/1.45 ${look.font};color:${ink};background:${paper}}
    main{padding:22px 34px;max-width:860px} h1{font-size:26px;margin:.4em 0} h2{font-size:19px} .small{font-size:13px;color:${soft}}
    .bar{background:${bar};color:#fff;padding:14px 34px;font-size:19px} .nhs{background:#fff;color:#005eb8;padding:0 6px;font-style:italic}
    .error{border-left:5px solid ${error};padding:10px 14px;margin:12px 0;color:${error};font-weight:600}
    label{display:block;font-weight:600;margin-top:10px} input{width:320px;padding:7px;border:2px solid ${soft};background:transparent;color:${ink};font:inherit}
    a{color:${look.theme === 'light' ? '#005eb8' : ink};text-decoration:underline} button{background:#007f3b;color:#fff;border:0;padding:9px 18px;margin:12px 8px 0 0;font:inherit}
    button.second{background:${bar};border:1px solid ${soft}} td{border:1px solid ${soft};padding:6px 12px} .browser{padding:90px 34px}
    .frame{background:#dee1e6;color:#202124;font-size:13px} .tab{display:inline-block;background:#fff;padding:7px 16px;margin:6px 8px 0;border-radius:8px 8px 0 0}
    .address{background:#fff;padding:7px 14px} .address span{background:#f1f3f4;border-radius:14px;padding:4px 16px}
    .dialog{padding:18px 22px} .window{width:470px;margin:90px auto;border:1px solid ${soft};background:${paper};box-shadow:0 8px 30px rgba(0,0,0,.35)}
    .window .title{padding:9px 14px;border-bottom:1px solid ${soft};font-size:13px} .task{position:fixed;bottom:0;left:0;right:0;background:#1f2937;color:#fff;padding:9px 16px;font-size:13px}`;
  const zoomed = `<div style="zoom:${look.zoom}">${body}</div>`;
  const content = isDialog
    ? `<div style="zoom:${look.zoom}"><div class="window"><div class="title">${title}</div>${body}</div></div>`
    : zoomed;
  const framed =
    look.window === 'none' || isDialog
      ? content
      : `<div class="frame"><span class="tab">${title.split('/')[0]}</span></div><div class="frame address">← → ⟳ <span>${title}</span></div>${content}`;
  const task =
    look.window === 'desktop'
      ? '<div class="task">Search &nbsp; Word &nbsp; Edge &nbsp; Teams <span style="float:right">10:42 03/06/2026</span></div>'
      : '';
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${framed}${task}`;
}

/** A picture of a screen as people send it: a screenshot, or a phone's photo of it. */
export async function draw(
  browser: Browser,
  { title, body, isDialog }: { title: string; body: string; isDialog: boolean },
  look: Look,
): Promise<Buffer> {
  const { width, height, scale, quality, camera } = look;
  const tab = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: camera ? 1.5 : scale });
  const file = quality === undefined ? ({ type: 'png' } as const) : ({ type: 'jpeg', quality } as const);
  try {
    await tab.setContent(page(title, body, isDialog, look));
    if (camera === undefined) return await tab.screenshot(file);
    const screen = (await tab.screenshot({ type: 'png' })).toString('base64');
    const photo = await browser.newPage({
      viewport: { width: width + 160, height: height + 120 },
      deviceScaleFactor: scale,
    });
    try {
      await photo.setContent(`<!doctype html><style>body{margin:0;background:#2a2622;overflow:hidden}
        .screen{position:absolute;left:80px;top:60px;width:${width}px;height:${height}px;border:14px solid #111;box-sizing:content-box;${camera.picture}}
        .screen img{width:100%;height:100%;display:block} .over{position:absolute;inset:0;background:${camera.over}}</style>
        <div class="screen"><img src="data:image/png;base64,${screen}"><div class="over"></div></div>`);
      await photo.waitForFunction('Array.from(document.images).every((one) => one.complete)');
      return await photo.screenshot(file);
    } finally {
      await photo.close();
    }
  } finally {
    await tab.close();
  }
}
