/**
 * Certificates, keys and authorities from PEM files, loaded anew when these change, for whatever
 * speaks TLS. By the JDK's own means.
 */
@NullMarked
package datastream.tls;

import org.jspecify.annotations.NullMarked;
