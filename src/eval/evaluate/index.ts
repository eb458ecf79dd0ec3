export { compute, type EvaluateOptions, type EvaluateResult, type EvaluateTypeScores } from './compute.ts'
