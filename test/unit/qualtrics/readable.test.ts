import { failureOf } from '../http/fakeSystem';
import { failure, fakeQualtrics, result } from './fakeQualtrics';
import { design } from './samples';

describe('whether a survey may be read', () => {
	const no = failure(403, 'No', 'QMST_2');
	const urlsAfter = async (routes: Parameters<typeof fakeQualtrics>[0]) => {
		const { system, qualtrics } = fakeQualtrics(routes);
		await qualtrics.surveys.assertReadable('SV_1');
		return system.requests.map(({ url }) => new URL(url).pathname.replace('/API/v3', ''));
	};

	it('its design alone tells, since its schema may be asked for 60 times a minute only', async () => {
		expect(await urlsAfter({ 'GET /surveys/SV_1': result(design) })).toEqual(['/surveys/SV_1']);
	});

	it('where the design may not be read, its schema does', async () => {
		const routes = {
			'GET /surveys/SV_1': no,
			'GET /surveys/SV_1/response-schema': result({ title: 'Visit' }),
		};
		expect(await urlsAfter(routes)).toEqual(['/surveys/SV_1', '/surveys/SV_1/response-schema']);
	});

	it('neither: what the design said is told', async () => {
		const { qualtrics } = fakeQualtrics({ 'GET /surveys/SV_1': no });
		expect(await failureOf(qualtrics.surveys.assertReadable('SV_1'))).toMatchObject({
			kind: 'permission',
			status: 403,
		});
	});
});
