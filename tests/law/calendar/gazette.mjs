// Prints the holidays of the official gazette (관보, 월력요항): {"2026-02-17": ["설날"], …}.
import * as years from '@hyunbinseo/holidays-kr/all';

process.stdout.write(JSON.stringify(Object.assign({}, ...Object.values(years))));
