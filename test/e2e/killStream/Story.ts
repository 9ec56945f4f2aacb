import type { Random } from '../../sandbox/http/randomness';
import type { QualtricsSandbox } from '../../sandbox/qualtrics';
import { storeVisitId } from '../../sandbox/qualtrics';

/** The embedded field whose values tell one form of a response from another. */
export const FIELD = 'plan';

export interface StoryOptions {
	/** Whether a response may come without being announced: where a check brings it. */
	hasCheck: boolean;
	/** Whether responses are changed later. */
	hasEdits: boolean;
}

/**
 * What happens at the survey tool, drawn from a seed: responses, announced once, several times or not at all; answers changed,
 * also back to what they were, with and without a new recorded date; changes that change nothing; old announcements that come
 * again. Knows what each response held, in order.
 */
export class Story {
	/** Response id → what `plan` held, in order. */
	readonly forms = new Map<string, string[]>();

	private changes = 0;

	constructor(
		private readonly sandbox: QualtricsSandbox,
		private readonly random: Random,
		private readonly options: StoryOptions,
	) {}

	get ids(): string[] {
		return [...this.forms.keys()];
	}

	/** A few things at once, as on a busy day. */
	async burst(responses: number): Promise<void> {
		const { random } = this;
		const work: Array<Promise<unknown>> = [];
		for (let n = 0; n < responses; n += 1) work.push(this.answer());
		const known = this.ids;
		for (let n = 0; n < responses; n += 1) {
			if (this.options.hasEdits && known.length > 0 && random.chance(0.5)) {
				work.push(this.change(random.pick(known)));
			}
			if (known.length > 0 && random.chance(0.3)) {
				work.push(this.sandbox.control.announce(random.pick(known)));
			}
		}
		await Promise.all(work);
	}

	private async answer(): Promise<void> {
		const { control } = this.sandbox;
		const form = this.nextForm();
		const id = control.addResponse(storeVisitId, {
			QID2: this.random.integer(1, 5),
			[FIELD]: form,
		});
		this.forms.set(id, [form]);
		const isSilent = this.options.hasCheck && this.random.chance(0.2);
		if (!isSilent) await control.announce(id, { times: this.random.chance(0.3) ? 2 : 1 });
	}

	/** Through the tool's API, as its users' programs do. */
	private async change(id: string): Promise<void> {
		const forms = this.forms.get(id) ?? [];
		const isTouch = this.random.chance(0.2);
		const form = isTouch ? forms[forms.length - 1] : this.nextForm();
		if (!isTouch) forms.push(form);
		await fetch(`${this.sandbox.url}/API/v3/responses/${id}`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json', 'x-api-token': this.sandbox.token },
			body: JSON.stringify({
				surveyId: storeVisitId,
				embeddedData: { [FIELD]: form },
				resetRecordedDate: this.random.chance(0.3),
			}),
		}).then((answer) => {
			if (!answer.ok) throw new Error(`The change of ${id} was answered ${answer.status}`);
		});
	}

	/** Announces once more what no announcement has got through for. */
	async announceRest(): Promise<void> {
		const heard = new Set(
			this.sandbox.state.deliveries
				.filter(({ status }) => status === 200)
				.map(({ responseId }) => responseId),
		);
		for (const id of this.ids) if (!heard.has(id)) await this.sandbox.control.announce(id);
	}

	private nextForm(): string {
		this.changes += 1;
		return `form ${this.changes}`;
	}
}
