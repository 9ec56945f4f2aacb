import { parseBody } from '../../http/bodies';
import { htmlReply, type Exchange, type Reply } from '../../http/types';
import type { SandboxControl, Values } from '../control/control';
import { indexOf } from '../model/fields';
import type { ModelQuestion, ModelSurvey } from '../model/types';
import type { World } from '../world';
import { escapeHtml, page } from './layout';

/** How many questions a person is asked. */
const asked = 8;
const askable = new Set(['nps', 'single', 'multi', 'text', 'matrixSingle']);

const style = `
main { max-width:46rem; }
fieldset { border:0; padding:0; margin:0; min-width:0; }
legend, .title { font-weight:600; padding:0; margin-bottom:.7rem; } legend p { margin:0; }
label.choice { display:flex; gap:.6rem; align-items:center; padding:.35rem 0; }
.points { display:flex; flex-wrap:wrap; gap:.4rem; }
.points label { flex:1 0 2.6rem; text-align:center; border:1px solid var(--line); border-radius:8px; padding:.5rem 0; cursor:pointer; }
.points input { position:absolute; opacity:0; }
.points label:has(:checked) { background:var(--mark); border-color:var(--mark); color:#fff; }
.points label:has(:focus-visible) { outline:3px solid #9db4ff; }
.ends { display:flex; justify-content:space-between; }
input[type=text], input[type=email], input[type=tel], textarea { width:100%; font:inherit; padding:.6rem .7rem; border:1px solid #c3cad8; border-radius:8px; }
input.other { width:14rem; padding:.3rem .5rem; }
table { width:100%; border-collapse:collapse; } th { font-weight:500; } thead th { font-size:.8rem; color:var(--soft); }
tbody th { text-align:left; } td { text-align:center; } th, td { padding:.45rem .3rem; border-bottom:1px solid var(--line); }
.error { color:var(--bad); font-weight:600; }
`;

/**
 * `GET /form/{surveyId}`: the first questions of a survey to fill in; query parameters become embedded data, as in survey links.
 * `POST` stores the answers as a response and announces it.
 */
export async function formPage(
	world: World,
	control: SandboxControl,
	exchange: Exchange,
): Promise<Reply> {
	const surveyId = decodeURIComponent(exchange.path.split('/')[2] ?? '');
	const survey = world.state.surveys.get(surveyId)?.model;
	if (!survey) return htmlReply(404, page('Not found', '<h1>There is no such survey.</h1>'));
	if (!survey.isActive) {
		return htmlReply(
			200,
			page(survey.name, '<h1>This survey is closed.</h1><p>Thank you for your interest.</p>'),
		);
	}
	if (exchange.method !== 'POST') return htmlReply(200, render(survey, exchange.query));
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'form')
		return htmlReply(415, page(survey.name, '<h1>A form is needed.</h1>'));
	try {
		const values = { ...embedded(survey, exchange.query), ...answers(survey, parsed.fields) };
		const responseId = control.addResponse(survey.id, values);
		const stored = world.state.responsesById.get(responseId);
		if (stored) void world.announce(stored);
		return htmlReply(200, thanks(survey, responseId));
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return htmlReply(400, render(survey, exchange.query, message));
	}
}

const questionsOf = (survey: ModelSurvey): ModelQuestion[] =>
	survey.blocks
		.flatMap(({ type, questions }) => (type === 'Trash' ? [] : questions))
		.filter(({ kind }) => askable.has(kind))
		.slice(0, asked);

function embedded(survey: ModelSurvey, query: URLSearchParams): Values {
	const { embeddedData } = indexOf(survey);
	return Object.fromEntries([...query].filter(([name]) => embeddedData.has(name)));
}

/** What was left open was shown and skipped. */
function answers(survey: ModelSurvey, form: URLSearchParams): Values {
	const { groups } = indexOf(survey);
	const values: Values = {};
	for (const { id } of questionsOf(survey)) {
		for (const field of groups.get(id) ?? []) {
			const given = form.getAll(field.key).filter((text) => text.trim() !== '');
			if (field.role === 'npsGroup' || given.length === 0) continue;
			if (
				field.belongsTo &&
				!form.getAll(field.belongsTo.key).includes(field.belongsTo.choice.recode)
			)
				continue;
			values[field.key] =
				field.type === 'array' ? given : field.type === 'number' ? Number(given[0]) : given[0];
		}
	}
	return values;
}

function render(survey: ModelSurvey, query: URLSearchParams, error?: string): string {
	const questions = questionsOf(survey).map(
		(item) => `<section class="card">${questionHtml(item)}</section>`,
	);
	const action = query.size > 0 ? `?${escapeHtml(query.toString())}` : '';
	return page(
		survey.name,
		`<h1>${escapeHtml(survey.name)}</h1>
		<p class="soft">It takes a minute, and every answer is optional.</p>
		${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ''}
		<form method="post" action="/form/${encodeURIComponent(survey.id)}${action}" id="survey">
		${questions.join('\n')}
		<button type="submit">Send my answers</button>
		</form>`,
		style,
	);
}

function questionHtml(question: ModelQuestion): string {
	const { id, kind, text, choices } = question;
	const name = escapeHtml(id);
	if (kind === 'text') return textHtml(question);
	if (kind === 'matrixSingle') return matrixHtml(question);
	if (kind === 'nps') {
		const points = choices.map(
			({ recode }) =>
				`<label><input type="radio" name="${name}" value="${recode}">${recode}</label>`,
		);
		return `<fieldset><legend>${text}</legend><div class="points">${points.join('')}</div>
		<div class="ends small soft"><span>Not at all likely</span><span>Extremely likely</span></div></fieldset>`;
	}
	const type = kind === 'multi' ? 'checkbox' : 'radio';
	const options = choices.map(
		(choice) =>
			`<label class="choice"><input type="${type}" name="${name}" value="${choice.recode}"><span>${choice.text}</span>${
				choice.textEntry
					? `<input class="other" type="text" name="${name}_${choice.id}_TEXT" aria-label="${name} other">`
					: ''
			}</label>`,
	);
	return `<fieldset><legend>${text}</legend>${options.join('')}</fieldset>`;
}

function textHtml({ id, text, selector }: ModelQuestion): string {
	const name = `${escapeHtml(id)}_TEXT`;
	if (selector === 'ML' || selector === 'ESTB') {
		return `<label><div class="title">${text}</div><textarea name="${name}" rows="4"></textarea></label>`;
	}
	const type = /e-mail/i.test(text) ? 'email' : /phone/i.test(text) ? 'tel' : 'text';
	return `<label><div class="title">${text}</div><input type="${type}" name="${name}"></label>`;
}

function matrixHtml({ id, text, choices, answers: points }: ModelQuestion): string {
	const head = points.map((point) => `<th scope="col">${point.text}</th>`).join('');
	const rows = choices.map((row) => {
		const cells = points.map(
			(point) =>
				`<td><input type="radio" name="${id}_${row.id}" value="${point.recode}" aria-label="${id} row ${row.id}, ${point.recode}"></td>`,
		);
		return `<tr><th scope="row">${row.text}</th>${cells.join('')}</tr>`;
	});
	return `<fieldset><legend>${text}</legend><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></fieldset>`;
}

const thanks = (survey: ModelSurvey, responseId: string): string =>
	page(
		survey.name,
		`<section class="card"><h1>Thank you!</h1><p>Your answers were recorded.</p>
		<p class="soft small">Response <code id="response-id">${escapeHtml(responseId)}</code></p>
		<p><a href="/form/${encodeURIComponent(survey.id)}">Answer again</a> · <a href="/directory">See the directory</a></p></section>`,
		style,
	);
