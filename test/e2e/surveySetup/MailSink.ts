import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { waitFor } from '../harness';

/** A mail server that takes everything and sends nothing on. */
export class MailSink {
	/** As received, newest last. */
	readonly mails: string[] = [];

	private constructor(private readonly server: Server) {}

	static async open(): Promise<MailSink> {
		const server = createServer();
		const sink = new MailSink(server);
		server.on('connection', (socket) => sink.serve(socket));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return sink;
	}

	/** Data of n8n's SMTP credential. */
	get credential() {
		const { port } = this.server.address() as AddressInfo;
		return {
			user: '',
			password: '',
			host: '127.0.0.1',
			port,
			secure: false,
			disableStartTls: true,
		};
	}

	async received(count: number): Promise<string[]> {
		await waitFor(`${count} mails`, async () => this.mails.length >= count, { timeoutMs: 60_000 });
		return this.mails;
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private serve(socket: Socket): void {
		let rest = '';
		let isData = false;
		socket.on('error', () => socket.destroy());
		socket.write('220 mail.example.com ESMTP\r\n');
		socket.on('data', (chunk) => {
			rest += chunk.toString('latin1');
			for (;;) {
				const mark = isData ? '\r\n.\r\n' : '\r\n';
				const end = rest.indexOf(mark);
				if (end < 0) return;
				const part = rest.slice(0, end);
				rest = rest.slice(end + mark.length);
				if (isData) this.mails.push(part);
				const answer = isData ? '250 taken' : answerTo(part);
				isData = answer.startsWith('354');
				socket.write(`${answer}\r\n`);
			}
		});
	}
}

const answerTo = (command: string): string => {
	const verb = command.slice(0, 4).toUpperCase();
	if (verb === 'DATA') return '354 go on';
	return verb === 'QUIT' ? '221 bye' : '250 ok';
};

const partsOf = (mail: string): Array<{ head: string; body: string }> =>
	mail.split(/\r\n--[^\r\n]+/).map((part) => {
		const [head, ...body] = part.split('\r\n\r\n');
		return { head, body: body.join('\r\n\r\n') };
	});

/** The parts of a mail that came as attachments: file name and bytes. */
export const attachmentsOf = (mail: string): Map<string, Buffer> =>
	new Map(
		partsOf(mail).flatMap(({ head, body }) => {
			const name = /filename="?([^"\r\n;]+)/.exec(head)?.[1];
			return name ? [[name, Buffer.from(body, 'base64')] as const] : [];
		}),
	);

export const subjectOf = (mail: string): string | undefined =>
	/^Subject: (.+(?:\r?\n[ \t].+)*)$/m
		.exec(mail)?.[1]
		.replace(/\r?\n[ \t]/g, ' ')
		.trim();

/** A part's text, with its lines as they were before they were cut for the way. */
function decoded({ head, body }: { head: string; body: string }): string {
	if (/^Content-Transfer-Encoding: *base64/im.test(head)) {
		return Buffer.from(body, 'base64').toString('utf8');
	}
	if (!/^Content-Transfer-Encoding: *quoted-printable/im.test(head)) return body;
	const bytes = body
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** What stands in a mail, all parts one after another. */
export const textOf = (mail: string): string => partsOf(mail).map(decoded).join('\n');

/** The body of a mail as a program shows it that knows HTML. */
export function htmlOf(mail: string): string {
	const part = partsOf(mail).find(
		({ head }) =>
			/^Content-Type: *text\/html/im.test(head) && !/Content-Disposition: *attachment/i.test(head),
	);
	if (!part) throw new Error('The mail has no HTML');
	return decoded(part).replaceAll('\r\n', '\n').trim();
}
