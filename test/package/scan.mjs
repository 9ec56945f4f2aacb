// Judges an unpacked package as n8n's community scanner does, and prints its verdict as JSON: scan.mjs <folder>
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const { passed, message, details } = await analyzePackage(process.argv[2], [
	'**/*.js',
	'package.json',
]);
console.log(JSON.stringify({ passed, message, details }));
