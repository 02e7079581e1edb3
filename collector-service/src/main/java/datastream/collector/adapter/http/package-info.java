/** The REST interface, and the HTTP door. */
@NullMarked
package datastream.collector.adapter.http;

import org.jspecify.annotations.NullMarked;
