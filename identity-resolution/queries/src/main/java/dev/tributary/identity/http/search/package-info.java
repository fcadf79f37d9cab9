/** The search for profiles, over REST. */
@NullMarked
package dev.tributary.identity.http.search;

import org.jspecify.annotations.NullMarked;
