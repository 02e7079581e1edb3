// The client that is generated from the OpenAPI document, against a collector that is up.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import createClient from 'openapi-fetch';
import type { components, paths } from './collector.js';

type Schemas = components['schemas'];

const folder = new URL('../../', import.meta.url);
const account = { username: process.env.DATASTREAM_USERNAME ?? '', password: process.env.DATASTREAM_PASSWORD ?? '' };
const client = createClient<paths>({ baseUrl: process.env.DATASTREAM_URL ?? '' });
const from = '2026-11-21T08:00:00.123456Z';

/** A group of sensors that no other run has used. */
function group(): string {
    return [...randomBytes(16)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

/** The answer, when it is the one that was asked for. */
function answered<T>({ data, error }: { data?: T; error?: Schemas['Problem'] | undefined }): T {
    assert.equal(error, undefined, error?.detail);
    assert.ok(data);
    return data;
}

/** One a second, of sensor 1. */
async function ingest(id1: string, ...values: number[]): Promise<Schemas['IngestOutcome']> {
    const body = values.map((sensor_value, i) => ({
        sensor_type: 'temperature',
        id1,
        id2: 1,
        timestamp: `2026-11-21T08:00:0${i}.123456Z`,
        sensor_value,
    }));
    const outcome = answered(await client.POST('/api/readings', { body }));
    assert.deepEqual(outcome, { received: values.length, committed: values.length, duplicates: 0, rejected: [] });
    return outcome;
}

/** Oldest first. */
async function stored(id1: string): Promise<Schemas['Reading'][]> {
    const page = answered(await client.GET('/api/readings', { params: { query: { id1: [id1], order: 'asc' } } }));
    assert.equal(page.total, page.data.length);
    return page.data;
}

async function values(id1: string): Promise<number[]> {
    return (await stored(id1)).map((reading) => reading.sensor_value);
}

before(async () => {
    const registered = await client.POST('/register', { body: account });
    assert.ok([201, 401, 403, 409].includes(registered.response.status), registered.error?.detail);
    const { token } = answered(await client.POST('/login', { body: account }));
    client.use({
        onRequest({ request }) {
            request.headers.set('Authorization', `Bearer ${token}`);
        },
    });
});

test('the example of the README runs', async () => {
    const body = [{ sensor_type: 'co2', id1: group(), id2: 1, timestamp: new Date().toISOString(), sensor_value: 612.5 }];
    answered(await client.POST('/api/readings', { body }));
    const example = new URL('example.js', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [example]);
    assert.match(stdout, /^(\S+Z -?\d+(\.\d+)?\n)+$/);
});

test('the README shows the example that is run', async () => {
    const example = await readFile(new URL('example.ts', folder), 'utf8');
    const readme = await readFile(new URL('../../README.md', folder), 'utf8');
    assert.ok(readme.includes(example.replaceAll(/^(?=.)/gm, '    ')));
});

test('goes on with a refresh token, which is good once', async () => {
    const first = answered(await client.POST('/login', { body: account }));
    const body = { refresh_token: first.refresh_token };
    const next = answered(await client.POST('/refresh', { body }));
    assert.notEqual(next.token, first.token);
    assert.ok(Date.parse(next.expires_at) < Date.parse(next.refresh_expires_at));
    const spent = await client.POST('/refresh', { body });
    assert.equal(spent.response.status, 401);
    assert.equal(spent.error?.status, 401);
});

test('finds with filters, page after page', async () => {
    const id1 = group();
    await ingest(id1, 1, 2, 3, 4, 5);
    const filter: paths['/api/readings']['get']['parameters']['query'] = {
        sensor_type: ['temperature', 'co2'],
        id1: [id1],
        id2: [1, 2],
        from,
        min_value: 1.5,
        order: 'asc',
        limit: 3,
    };
    const first = answered(await client.GET('/api/readings', { params: { query: filter } }));
    assert.equal(first.total, 4);
    assert.equal(first.previous_cursor, null);
    assert.ok(first.next_cursor);
    const second = answered(
        await client.GET('/api/readings', { params: { query: { ...filter, cursor: first.next_cursor } } }),
    );
    assert.equal(second.next_cursor, null);
    const all = [...first.data, ...second.data];
    assert.deepEqual(all.map((reading) => reading.sensor_value), [2, 3, 4, 5]);
    const id = all[0]?.id ?? '';
    assert.deepEqual(answered(await client.GET('/api/readings/{id}', { params: { path: { id } } })), all[0]);
});

test('finds the newest reading of each sensor', async () => {
    const id1 = group();
    await ingest(id1, 1, 2);
    const { data } = answered(await client.GET('/api/readings/latest', { params: { query: { id1: [id1] } } }));
    assert.deepEqual(data.map((reading) => reading.sensor_value), [2]);
});

test('edits what a dry run has shown, and takes it back', async () => {
    const id1 = group();
    await ingest(id1, 10, 20);
    const query = { id1: [id1] };
    const body = { multiply: 0.5, reason: 'recalibrated' };
    const preview = answered(
        await client.PATCH('/api/readings', { params: { query: { ...query, dry_run: true } }, body }),
    );
    assert.ok(preview.kind === 'preview');
    assert.equal(preview.count, 2);
    assert.deepEqual(preview.sample.map(({ before, after }) => [before, after]), [[10, 5], [20, 10]]);
    const edit = answered(
        await client.PATCH('/api/readings', { params: { query: { ...query, confirm: preview.confirm } }, body }),
    );
    assert.ok(edit.kind === 'edit' && edit.id !== null);
    assert.deepEqual(await values(id1), [5, 10]);
    const undo = answered(await client.POST('/api/changes/{id}/undo', { params: { path: { id: edit.id } } }));
    assert.equal(undo.undoes, edit.id);
    assert.deepEqual(await values(id1), [10, 20]);
});

test('deletes one reading by its id, and takes it back', async () => {
    const id1 = group();
    await ingest(id1, 1, 2);
    const before = await stored(id1);
    const id = before[0]?.id ?? '';
    const change = answered(await client.DELETE('/api/readings/{id}', { params: { path: { id } } }));
    assert.deepEqual(await values(id1), [2]);
    assert.ok(change.id !== null);
    answered(await client.POST('/api/changes/{id}/undo', { params: { path: { id: change.id } } }));
    assert.deepEqual(await stored(id1), before);
});

test('an error is a problem that names the parameter', async () => {
    const { data, error, response } = await client.GET('/api/readings', { params: { query: { limit: 0 } } });
    assert.equal(data, undefined);
    assert.equal(response.status, 400);
    assert.equal(error?.status, 400);
    assert.deepEqual(error?.errors?.map(({ field }) => field), ['limit']);
});

test('exports a stream', async () => {
    const id1 = group();
    await ingest(id1, 1, 2);
    const { data } = await client.GET('/api/readings/export', {
        params: { query: { id1: [id1], format: 'csv', summary: false } },
        parseAs: 'stream',
    });
    assert.ok(data);
    const lines = (await new Response(data).text()).trimEnd().split('\r\n');
    assert.equal(lines[0], 'sensor_type,id1,id2,timestamp,sensor_value,id');
    assert.equal(lines.length, 3);
});
