import { parseAnswerKey, questionKey, type AnswerKey } from './answerKey';

/** A parsed key with what is looked up again and again for it. */
export interface ReadKey extends AnswerKey {
	question: string;
}

const CAPACITY = 20_000;

/** Reads keys and remembers them: the responses of a survey repeat the same few hundred. */
export const createKeyReader = (): ((key: string) => ReadKey | undefined) => {
	const known = new Map<string, ReadKey | undefined>();
	return (key) => {
		if (known.has(key)) return known.get(key);
		const parsed = parseAnswerKey(key);
		const read = parsed && { ...parsed, question: questionKey(parsed) };
		if (known.size >= CAPACITY) known.clear();
		known.set(key, read);
		return read;
	};
};
