import fc from 'fast-check';
import { decodeEntities, htmlToText } from '../../../nodes/shared/survey/htmlToText';

it.each([
	['plain', 'plain'],
	['<span>Daily</span>', 'Daily'],
	['<p>One</p><p>Two</p>', 'One\nTwo'],
	['One<br/>two<BR>three', 'One\ntwo\nthree'],
	['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
	['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
	['What&nbsp;is &lt;this&gt; &amp; that?', 'What is <this> & that?'],
	['&eacute;t&eacute; &#233; &#xE9; &euro;', 'été é é €'],
	['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
	['I <3 you', 'I <3 you'],
	['&unknown; &copy2024 ?a=1&copy=2', '&unknown; &copy2024 ?a=1&copy=2'],
	['<script>alert(1)</script>shown<style>p{}</style>', 'shown'],
	['a<!-- hidden -->b', 'ab'],
	['<img src="x.png" alt="A cat">', 'A cat'],
	['<a href="x?a=1>2" title="b > c">link</a>', 'link'],
	['line one\nline two', 'line one\nline two'],
	['<div>\n  line   one\n</div>', 'line one'],
	['\u202Bما رأيك\u202C <b>؟</b>', '\u202Bما رأيك\u202C ؟'],
	['👩‍👩‍👧 <i>família</i>', '👩‍👩‍👧 família'],
	['&#128512; &#xD800; &#0; &#150;', '😀 &#xD800; &#0; –'],
	['', ''],
	['   ', ''],
	['${e://Field/Name} <b>x</b>', '${e://Field/Name} x'],
	['<script>never closed', ''],
])('%j reads %j', (html, text) => {
	expect(htmlToText(html)).toBe(text);
});

it('keeps text without markup, but for blanks', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			fc.pre(!/[<&\s\u00a0]/.test(text));
			expect(htmlToText(text)).toBe(text);
		}),
	);
});

it('is quick on texts made to be slow', () => {
	const started = performance.now();
	for (const piece of ['<', '<!--', '<script>', '<a "', '&', '<p ', '\n \n', '<img alt='])
		htmlToText(piece.repeat(20_000));
	expect(performance.now() - started).toBeLessThan(4000);
});

it('never throws and leaves no known tag', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom('<p>', '</p>', '<b', '>', '&amp;', 'x', '"', '<!--', '-->', ' ')),
			(parts) => {
				expect(htmlToText(parts.join(''))).not.toContain('<p>');
			},
		),
	);
});

it('decodes names only with their semicolon', () => {
	expect(decodeEntities('&amp;lt; &amp &toString;')).toBe('&lt; &amp &toString;');
});

it.each([
	['&alpha;&Omega;&sigmaf;', 'αΩς'],
	['&not;&sum;&ge;&spades;&hArr;', '¬∑≥♠⇔'],
	['&curren;&macr;&fnof;&Dagger;', '¤¯ƒ‡'],
	['&Zcaron;&scaron;&yuml;&Lstrok;', 'ŽšÿŁ'],
	['&#128;&#x8a;&#159;&#65;', '€ŠŸA'],
	['&#0;&#xd800;&#1114112;', '&#0;&#xd800;&#1114112;'],
	['&#1;&#xd7ff;&#xe000;&#x10ffff;&#1114111;', '\u0001\ud7ff\ue000\u{10ffff}\u{10ffff}'],
	['&#xdfff;&#x110000;', '&#xdfff;&#x110000;'],
	['&#127;&#160;&#x80;&#x9f;', '\u007f\u00a0€Ÿ'],
	['&lang;b&rang; &or &and;', '⟨b⟩ &or ∧'],
])('entities that editors of surveys write: %s', (html, text) => {
	expect(decodeEntities(html)).toBe(text);
});
