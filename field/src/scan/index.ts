/** Codes read with the camera. */

export { NoCamera, type Scan, type ScanProblem, startScan } from "./scan";
