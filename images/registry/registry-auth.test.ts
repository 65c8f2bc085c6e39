import {
  type Answer,
  clientOf,
  failureOf,
  IDENTITY_TOKEN,
  PASSWORD,
  REGISTRY_TOKEN,
  type Reply,
  SECRETS,
  TestServer,
  trustTestServers,
} from '../testing/test-server';

trustTestServers();

const MANIFEST = '/v2/team/app/manifests/1.0';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const HERE: Reply = { headers: { 'docker-content-digest': DIGEST } };
const SCOPE = 'repository:team/app:pull';
const BASIC = `Basic ${Buffer.from(`robot:${SECRETS.password}`).toString('base64')}`;
const challenge = (header: string): Reply => ({ status: 401, headers: { 'www-authenticate': header } });
const json = (body: unknown): Reply => ({ body: JSON.stringify(body) });

/** A registry that answers only to one of these `Authorization` headers, and challenges everybody else. */
function guarded(header: string, ...accepted: string[]): Promise<TestServer> {
  const answer: Answer = ({ headers }) => (accepted.includes(headers.authorization ?? '') ? HERE : challenge(header));
  return TestServer.start({ [`HEAD ${MANIFEST}`]: answer }, TestServer.trusted);
}

function tokenServer(...replies: Reply[]): Promise<TestServer> {
  return TestServer.start({ 'GET /token': replies, 'POST /token': replies }, TestServer.trusted);
}

const bearer = (server: TestServer, rest = ',service="registry.example.com"') =>
  `Bearer realm="${server.origin}/token"${rest}`;

describe('a token server on another host', () => {
  test('gives a token without a login for public images', async () => {
    const tokens = await tokenServer(json({ token: 'anonymous' }));
    const server = await guarded(bearer(tokens, `,service="s p",scope="${SCOPE}"`), 'Bearer anonymous');
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(tokens.log).toEqual([`GET /token?service=s+p&scope=${SCOPE}`]);
    expect(tokens.authorizations).toEqual([undefined]);
    expect(server.authorizations).toEqual([undefined, 'Bearer anonymous']);
    expect(server.seen.map(({ headers }) => headers['user-agent'])).toEqual(['groundwork', 'groundwork']);
    expect(tokens.seen[0]?.headers['user-agent']).toBe('groundwork');
  });

  test('gets the password, and the registry does not', async () => {
    const tokens = await tokenServer(json({ access_token: 'for-robot' }));
    const server = await guarded(bearer(tokens), 'Bearer for-robot');
    const client = clientOf(server, { credential: PASSWORD });
    expect(await client.digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(tokens.authorizations).toEqual([BASIC]);
    expect(server.authorizations).toEqual([undefined, 'Bearer for-robot']);
  });

  test('gets an identity token in the body of an OAuth2 request, not in a URL, which logs keep', async () => {
    const tokens = await tokenServer(json({ access_token: 'exchanged' }));
    const server = await guarded(bearer(tokens, `,service="svc",scope="aws"`), 'Bearer exchanged');
    expect(await clientOf(server, { credential: IDENTITY_TOKEN }).digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(tokens.log).toEqual(['POST /token']);
    expect(tokens.authorizations).toEqual([undefined]);
    expect(Object.fromEntries(new URLSearchParams(tokens.seen[0]?.body.toString()))).toEqual({
      service: 'svc',
      grant_type: 'refresh_token',
      refresh_token: SECRETS.refresh,
      client_id: 'groundwork',
      scope: `aws ${SCOPE}`,
    });
  });

  test('is asked for the scope that the registry names and for the one that is needed', async () => {
    const tokens = await tokenServer(json({ token: 't' }));
    const server = await guarded(bearer(tokens, ',scope="aws other"'), 'Bearer t');
    await clientOf(server).digestOf('team/app', '1.0');
    expect(tokens.seen[0]?.url.searchParams.getAll('scope')).toEqual(['aws', 'other', SCOPE]);
    expect(tokens.seen[0]?.url.searchParams.has('service')).toBe(false);
  });

  test('is asked once, until the token has run out', async () => {
    const tokens = await tokenServer(json({ token: 'first' }), json({ token: 'second' }));
    let valid = 'Bearer first';
    const answer: Answer = ({ headers }) => (headers.authorization === valid ? HERE : challenge(bearer(tokens)));
    const server = await TestServer.start({ [`HEAD ${MANIFEST}`]: answer }, TestServer.trusted);
    const client = clientOf(server);
    await client.digestOf('team/app', '1.0');
    await client.digestOf('team/app', '1.0');
    expect(tokens.log).toHaveLength(1);
    valid = 'Bearer second';
    expect(await client.digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(tokens.log).toHaveLength(2);
    expect(server.authorizations.slice(-2)).toEqual(['Bearer first', 'Bearer second']);
  });

  test('is asked anew for another repository: a token is for one', async () => {
    const tokens = await TestServer.start(
      { 'GET /token': ({ url }) => json({ token: url.searchParams.get('scope') }) },
      TestServer.trusted,
    );
    const answer: Answer = ({ headers }) => (headers.authorization ? HERE : challenge(bearer(tokens)));
    const answers = { [`HEAD ${MANIFEST}`]: answer, 'HEAD /v2/team/other/manifests/1.0': answer };
    const server = await TestServer.start(answers, TestServer.trusted);
    const client = clientOf(server);
    await client.digestOf('team/app', '1.0');
    await client.digestOf('team/other', '1.0');
    expect(server.authorizations).toEqual([
      undefined,
      'Bearer repository:team/app:pull',
      undefined,
      'Bearer repository:team/other:pull',
    ]);
  });

  test('whose token the registry refuses is not asked again and again', async () => {
    const tokens = await tokenServer(json({ token: 'wrong' }));
    const server = await guarded(bearer(tokens), 'Bearer right');
    const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unauthorized', transient: false });
    expect(error.message).toContain(`${server.name}/team/app/manifests/1.0: 401`);
    expect(error.message).toContain('may not pull from it');
    expect(tokens.log).toHaveLength(1);
    expect(server.log).toHaveLength(2);
  });

  test.each([
    ['HTML', { body: '<html>log in</html>' }],
    ['nothing', {}],
    ['null', json(null)],
    ['JSON without a token', json({ expires_in: 300 })],
    ['a token that is no text', json({ token: { a: 1 } })],
    ['a token with a line break', json({ token: 'a\r\nx-injected: b' })],
    ['half an answer', { body: '{"token":"whole"}', breakOff: 'in the body' }],
  ] as [string, Reply][])('that answers with %s is reported otherwise than a missing login', async (_, reply) => {
    const tokens = await tokenServer(reply);
    const server = await guarded(bearer(tokens));
    expect(await failureOf(clientOf(server).digestOf('team/app', '1.0'))).toMatchObject({
      kind: 'wrong content',
      message: `${server.name}: its token server ${tokens.name} answers without a token.`,
    });
  });

  test.each([400, 401, 403])('that answers %d refuses the login, or wants one', async (status) => {
    const tokens = await tokenServer({ status, body: 'no' });
    const server = await guarded(bearer(tokens));
    for (const credential of [PASSWORD, IDENTITY_TOKEN]) {
      expect(await failureOf(clientOf(server, { credential }).digestOf('team/app', '1.0'))).toMatchObject({
        kind: 'unauthorized',
        message: `${server.name} (its token server ${tokens.name}) refuses the credentials of docker login. Run docker login ${server.name} again.`,
      });
    }
    const { message } = await failureOf(clientOf(server).digestOf('team/app', '1.0'));
    expect(message).toContain(`nobody is logged in. Run docker login ${server.name}.`);
    expect(tokens.log).toHaveLength(3);
  });

  test.each([
    [429, 'rate limit'],
    [500, 'server error'],
    [503, 'server error'],
  ])('that answers %d is asked again, and named when it does not stop', async (status, kind) => {
    const soon = await tokenServer({ status }, { status }, json({ token: 't' }));
    const patient = await guarded(bearer(soon), 'Bearer t');
    expect(await clientOf(patient).digestOf('team/app', '1.0')).toBe(DIGEST);
    const never = await tokenServer({ status });
    const server = await guarded(bearer(never));
    const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind, transient: true });
    expect(error.message).toContain(`its token server ${never.name} answers ${status}`);
    expect(never.log).toHaveLength(3);
  });

  test('that asks for too long a wait is not asked again', async () => {
    const tokens = await tokenServer({ status: 429, headers: { 'retry-after': '3600' } });
    const server = await guarded(bearer(tokens));
    await failureOf(clientOf(server).digestOf('team/app', '1.0'));
    expect(tokens.log).toHaveLength(1);
  });

  test('that is not there (any more) is asked once, and its answer is in the message', async () => {
    const tokens = await tokenServer({ status: 404 });
    const server = await guarded(bearer(tokens));
    expect(await failureOf(clientOf(server).digestOf('team/app', '1.0'))).toMatchObject({
      kind: 'refused',
      transient: false,
      message: `${server.name}: its token server ${tokens.name} answers 404 Not Found`,
    });
    expect(tokens.log).toHaveLength(1);
  });

  test('that breaks off is asked again', async () => {
    const tokens = await tokenServer({ breakOff: 'before the answer' }, json({ token: 't' }));
    const server = await guarded(bearer(tokens), 'Bearer t');
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBe(DIGEST);
    const never = await tokenServer({ breakOff: 'before the answer' });
    const other = await guarded(bearer(never));
    const error = await failureOf(clientOf(other, { credential: IDENTITY_TOKEN }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unreachable', transient: true });
    expect(error.message).toContain(`${other.name}: its token server ${never.origin}: `);
    expect(never.log).toHaveLength(3);
  });

  test('that redirects does not pass the refresh token on: it is in the body', async () => {
    const elsewhere = await tokenServer(json({ token: 't' }));
    const tokens = await tokenServer({ status: 307, headers: { location: `${elsewhere.origin}/token` } });
    const server = await guarded(bearer(tokens), 'Bearer t');
    const error = await failureOf(clientOf(server, { credential: IDENTITY_TOKEN }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('answers 307') });
    expect(elsewhere.log).toEqual([]);
  });

  test('whose redirect leads to another host is followed without the password', async () => {
    const elsewhere = await tokenServer(json({ token: 't' }));
    const tokens = await tokenServer({ status: 302, headers: { location: `${elsewhere.origin}/token` } });
    const server = await guarded(bearer(tokens), 'Bearer t');
    await clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0');
    expect(tokens.authorizations).toEqual([BASIC]);
    expect(elsewhere.authorizations).toEqual([undefined]);
  });
});

describe('a token server over plain HTTP', () => {
  const plainTokens = () =>
    TestServer.start({ 'GET /token': json({ token: 't' }), 'POST /token': json({ token: 't' }) });

  test.each([
    ['nobody', undefined],
    ['a password', PASSWORD],
    ['an identity token', IDENTITY_TOKEN],
  ])('of a registry that speaks TLS gets no request: %s', async (_, credential) => {
    const tokens = await plainTokens();
    const server = await guarded(bearer(tokens), 'Bearer t');
    const error = await failureOf(clientOf(server, { credential }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'refused', transient: false });
    expect(error.message).toContain(`a token server that does not (${tokens.origin})`);
    expect(error.message).toContain('Repair the external URL');
    expect(tokens.seen).toEqual([]);
  });

  test('is allowed for a registry that is declared to speak plain HTTP', async () => {
    const tokens = await plainTokens();
    const server = await TestServer.start({ [`HEAD ${MANIFEST}`]: [challenge(bearer(tokens)), HERE] });
    expect(await clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(tokens.authorizations).toEqual([BASIC]);
  });

  test('is not asked either if a redirect leads to it', async () => {
    const plain = await plainTokens();
    const tokens = await tokenServer({ status: 302, headers: { location: `${plain.origin}/token` } });
    const server = await guarded(bearer(tokens), 'Bearer t');
    expect(await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'))).toMatchObject({
      kind: 'refused',
    });
    expect(plain.seen).toEqual([]);
    expect(tokens.log).toHaveLength(1);
  });
});

test.each([
  ['Bearer realm="not a url"', 'wrong content', 'the token server it names ("not a url") is not a URL'],
  ['Bearer service="x"', 'wrong content', 'the token server it names ("") is not a URL'],
  ['Bearer realm="ftp://h/token"', 'refused', 'names a token server that does not (ftp://h)'],
  ['Bearer realm="https://u:token-s3cret@h/token"', 'refused', '(https://h) has a password in its URL'],
  ['Negotiate, NTLM', 'unauthorized', 'offers negotiate, ntlm; bearer and basic are what this program knows'],
  ['', 'unauthorized', 'offers nothing'],
])('the challenge %s gets no answer', async (header, kind, why) => {
  const server = await guarded(header);
  const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
  expect(error).toMatchObject({ kind, transient: false });
  expect(error.message).toContain(why);
  expect(server.authorizations).toEqual([undefined]);
});

describe('a registry that takes the password itself', () => {
  const realm = 'Basic realm="Registry"';

  test('gets it, and gets it at once with the next request', async () => {
    const server = await guarded(realm, BASIC);
    const client = clientOf(server, { credential: PASSWORD });
    await client.digestOf('team/app', '1.0');
    await client.digestOf('team/app', '1.0');
    expect(server.authorizations).toEqual([undefined, BASIC, BASIC]);
  });

  test('gets a token if it offers that too', async () => {
    const tokens = await tokenServer(json({ token: 't' }));
    const server = await guarded(`${realm}, ${bearer(tokens)}`, 'Bearer t', BASIC);
    await clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0');
    expect(server.authorizations).toEqual([undefined, 'Bearer t']);
  });

  test('wants a login, and says so', async () => {
    const server = await guarded(realm, BASIC);
    expect(await failureOf(clientOf(server).digestOf('team/app', '1.0'))).toMatchObject({
      kind: 'unauthorized',
      message: `${server.name} asks for credentials, and nobody is logged in. Run docker login ${server.name}.`,
    });
  });

  test('gets no identity token: that is for token servers', async () => {
    const server = await guarded(realm, BASIC);
    const error = await failureOf(clientOf(server, { credential: IDENTITY_TOKEN }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unauthorized' });
    expect(error.message).toContain('asks for a password, and docker login left a token');
    expect(server.log).toHaveLength(1);
  });

  test('is asked twice at most with a password that is wrong', async () => {
    const server = await guarded(realm);
    const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unauthorized', transient: false });
    expect(server.log).toHaveLength(2);
  });
});

test('a registry token is sent as it is, whichever way the registry asks, and only to that registry', async () => {
  const tokens = await tokenServer(json({ token: 'other' }));
  for (const header of ['Basic realm="x"', bearer(tokens)]) {
    const server = await guarded(header, `Bearer ${SECRETS.token}`);
    expect(await clientOf(server, { credential: REGISTRY_TOKEN }).digestOf('team/app', '1.0')).toBe(DIGEST);
  }
  expect(tokens.seen).toEqual([]);
});

test('the login is looked up only when the registry asks for it', async () => {
  const server = await TestServer.start({ [`HEAD ${MANIFEST}`]: HERE }, TestServer.trusted);
  const client = clientOf(server, { credential: PASSWORD });
  await client.digestOf('team/app', '1.0');
  expect(server.authorizations).toEqual([undefined]);
});
