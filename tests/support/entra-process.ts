// Given to a bot's process with --import: asks the server at ENTRA_FOR_TESTS what Entra ID's login would be asked.
import nock from 'nock';

const answers = process.env.ENTRA_FOR_TESTS ?? '';

nock('https://login.microsoftonline.com')
  .persist()
  .post(/\/oauth2\/v2\.0\/token$/)
  .query(true)
  .reply(async (request: Request) => {
    const answer = await fetch(answers, { method: 'POST', body: await request.text() });
    return [answer.status, (await answer.json()) as object];
  });
