import createClient from 'openapi-fetch';
import type { paths } from './collector.js';

const { DATASTREAM_URL = 'http://127.0.0.1:8080', DATASTREAM_USERNAME = 'ada', DATASTREAM_PASSWORD = 'lovelace-1843' } = process.env;
const client = createClient<paths>({ baseUrl: DATASTREAM_URL });
const login = await client.POST('/login', { body: { username: DATASTREAM_USERNAME, password: DATASTREAM_PASSWORD } });
const headers = { Authorization: `Bearer ${login.data?.token}` };
const query = { sensor_type: ['temperature', 'co2'], duration: '15m', limit: 10 };
const { data, error } = await client.GET('/api/readings', { headers, params: { query } });
if (error) throw new Error(error.detail);
for (const reading of data.data) console.log(reading.timestamp, reading.sensor_value);
