/**
 * How every REST interface of Datastream sounds: strict requests, RFC 9457 problems, bearer tokens,
 * documentation.
 */
@NullMarked
package datastream.http;

import org.jspecify.annotations.NullMarked;
