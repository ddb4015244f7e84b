// Waiting on screen: a busy machine may take its time, and long patience costs a passing test nothing.
import { configure } from "@solidjs/testing-library";

configure({ asyncUtilTimeout: 20_000 });
