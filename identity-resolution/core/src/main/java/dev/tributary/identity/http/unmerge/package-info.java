/** The preview and the request of an unmerge, over REST. */
@NullMarked
package dev.tributary.identity.http.unmerge;

import org.jspecify.annotations.NullMarked;
