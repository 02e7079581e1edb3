package datastream.client;

import datastream.client.ReadingsApi.APIFindReadingsRequest;
import datastream.client.model.Credentials;
import datastream.client.model.Reading;
import java.util.List;

/** The example of the README. */
final class Example {

    private Example() {}

    static List<Reading> newest(String username, String password, String url) throws ApiException {
        // README
        ApiClient client = new ApiClient();
        client.updateBaseUri(url); // such as http://127.0.0.1:8080
        Credentials ada = new Credentials().username(username).password(password);
        String token = new AccountsApi(client).login(ada).getToken();
        client.setRequestInterceptor(r -> r.header("Authorization", "Bearer " + token));
        var request = APIFindReadingsRequest.newBuilder();
        request.sensorType(List.of("temperature", "co2")).duration("15m").limit(10);
        List<Reading> newest = new ReadingsApi(client).findReadings(request.build()).getData();
        newest.forEach(r -> System.out.println(r.getTimestamp() + " " + r.getSensorValue()));
        // README
        return newest;
    }
}
