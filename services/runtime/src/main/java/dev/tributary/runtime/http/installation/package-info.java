/** The calls between the parts of an installation: their routes, their token and their client. */
@NullMarked
package dev.tributary.runtime.http.installation;

import org.jspecify.annotations.NullMarked;
