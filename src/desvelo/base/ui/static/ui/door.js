/* The pages outside the desk: all they need a script for is a passkey. */
import { startPasskeys } from "./js/passkeys.js";

startPasskeys();
