import { answerKeyOf, parseAnswerKey, questionKey, type AnswerKey } from './answerKey';
import type { AnswerFrame } from './AnswerFrame';

/** A parsed key with what is looked up again and again for it. */
export interface ReadKey extends AnswerKey {
	question: string;
	answerKey: string;
	/** The frame made last; a key nearly always has answers of one type. */
	frame?: AnswerFrame;
}

const CAPACITY = 20_000;
/** Longer ones are read each time: together with the capacity, this bounds what is held. */
const LONGEST_KEPT = 256;

/** Reads keys and remembers them: the responses of a survey repeat the same few hundred. */
export const createKeyReader = (): ((key: string) => ReadKey | undefined) => {
	const known = new Map<string, ReadKey | undefined>();
	return (key) => {
		if (known.has(key)) return known.get(key);
		const parsed = parseAnswerKey(key);
		const read = parsed && {
			...parsed,
			question: questionKey(parsed),
			answerKey: answerKeyOf(parsed),
		};
		if (key.length > LONGEST_KEPT) return read;
		if (known.size >= CAPACITY) known.clear();
		known.set(key, read);
		return read;
	};
};
