/** The grammar of rules in the API's document. It depends on the rules and on the runtime. */
@NullMarked
package dev.tributary.audience.http.document;

import org.jspecify.annotations.NullMarked;
