import { parseBody } from '../http/bodies';
import { htmlReply, type Exchange, type Reply } from '../http/types';
import type { Given, ModelQuestion, ModelSurvey } from './model';
import type { SheetMeta } from './sheets';

const escape = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="cs"><head><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,">
<style>body{margin:0;background:#f4f6fa;font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;color:#1d2433}
main{max-width:44rem;margin:0 auto;padding:1.5rem}fieldset{background:#fff;border:1px solid #e3e7ef;border-radius:12px;margin:0 0 1rem;padding:1rem 1.2rem}
legend{font-weight:600;padding:0}label{margin-right:.9rem;white-space:nowrap}input[type=text],input[type=email]{width:100%;font:inherit;padding:.5rem;border:1px solid #c3cad8;border-radius:8px}
button{font:inherit;font-weight:600;color:#fff;background:#a8326b;border:0;border-radius:8px;padding:.7rem 1.6rem}</style></head>
<body><main>${body}</main></body></html>`;

const radios = (name: string, entries: Array<[string, string]>, type = 'radio'): string =>
	entries
		.map(
			([value, label]) =>
				`<label><input type="${type}" name="${name}" value="${value}"> ${label}</label>`,
		)
		.join(' ');

const numbered = (choices: string[] = []): Array<[string, string]> =>
	choices.map((choice, index) => [String(index + 1), escape(choice)]);

function field({ id, type, choices, rows = [] }: ModelQuestion): string {
	const name = `q${id}`;
	const scores = Array.from({ length: 11 }, (_, score): [string, string] => [
		`${score}`,
		`${score}`,
	]);
	const row = (index: number, label: string, control: string) =>
		`<p>${escape(label)}<br>${control.replaceAll('{name}', `${name}_${index}`)}</p>`;
	switch (type) {
		case 16:
			return radios(name, scores);
		case 0:
			return radios(name, numbered(choices));
		case 6:
			return radios(name, numbered(choices), 'checkbox');
		case 2:
			return `<input type="text" name="${name}">`;
		case 11:
			return `<input type="email" name="${name}">`;
		case 20:
			return rows
				.map((label, index) =>
					row(index, label, radios('{name}', numbered(['1', '2', '3', '4', '5']))),
				)
				.join('');
		case 1:
			return rows
				.map((label, index) => row(index, label, radios('{name}', numbered(choices))))
				.join('');
		case 7:
			return rows
				.map((label, index) => row(index, label, radios('{name}', numbered(choices), 'checkbox')))
				.join('');
		case 17:
			return rows
				.map((label, index) => row(index, label, '<input type="text" name="{name}">'))
				.join('');
	}
}

function givenBy(survey: ModelSurvey, form: URLSearchParams): Given {
	const filled = (name: string): string[] => form.getAll(name).filter((text) => text.trim() !== '');
	const given: Given = {};
	for (const { id, type, rows } of survey.questions) {
		const name = `q${id}`;
		if (rows) {
			const entries = rows.map((_, index) => {
				const values = filled(`${name}_${index}`);
				return values.length === 0 ? null : type === 7 ? values : values[0];
			});
			if (entries.some((entry) => entry !== null)) given[id] = entries;
			continue;
		}
		const values = filled(name);
		if (values.length > 0)
			given[id] = type === 6 ? values.map(Number) : type === 0 ? Number(values[0]) : values[0];
	}
	return given;
}

/** `GET /form/{surveyId}?smclientid=…&externalKey=…`: the survey to fill in; `POST` completes a sheet, which is announced. */
export function formPage(
	survey: ModelSurvey | undefined,
	exchange: Exchange,
	submit: (given: Given, meta: SheetMeta) => number,
): Reply {
	if (!survey || survey.status !== 1)
		return htmlReply(404, page('Dotazník', '<h1>Tento dotazník není aktivní.</h1>'));
	if (exchange.method === 'POST') {
		const parsed = parseBody(exchange);
		if (parsed.kind !== 'form') return htmlReply(415, page('Dotazník', '<h1>?</h1>'));
		const { query } = exchange;
		const id = submit(givenBy(survey, parsed.fields), {
			...(query.has('smclientid') && { smclientid: query.get('smclientid')! }),
			...(query.has('externalKey') && { externalKey: query.get('externalKey')! }),
			...(query.has('token') && { token: query.get('token')! }),
		});
		return htmlReply(
			200,
			page(survey.title, `<h1>Děkujeme!</h1><p>Vyplnění <code id="response-id">${id}</code></p>`),
		);
	}
	const questions = survey.questions.map(
		(question) =>
			`<fieldset><legend>${escape(question.text.replace(/<[^>]+>/g, ''))}</legend>${field(question)}</fieldset>`,
	);
	return htmlReply(
		200,
		page(
			survey.title,
			`<h1>${escape(survey.title)}</h1><form method="post">${questions.join('')}<button type="submit">Odeslat</button></form>`,
		),
	);
}
