/** The purposes about which people have answered, over REST. */
@NullMarked
package dev.tributary.identity.http.consent;

import org.jspecify.annotations.NullMarked;
