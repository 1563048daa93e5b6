/* The code of an invitation stands behind # in its link, which browsers send to nobody.  It goes into the field, and out
   of the address, so that it stays in no history. */
import { byId, find } from "../js/dom.js";

const code = location.hash.slice(1);
const field = find("[data-invitation]");
if (code && field) {
  field.value = decodeURIComponent(code).slice(0, field.maxLength);
  history.replaceState(null, "", location.pathname);
  byId("name").focus();
}
