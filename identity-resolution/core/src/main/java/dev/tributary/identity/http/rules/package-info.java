/** Identity rules and the configuration as one document, over REST. */
@NullMarked
package dev.tributary.identity.http.rules;

import org.jspecify.annotations.NullMarked;
