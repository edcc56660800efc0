using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;

namespace Bare;

/// <summary>Does no more than to send, to read and to make objects, by the library that PowerShell has: what a cmdlet costs at least.</summary>
[Cmdlet(VerbsCommunications.Send, "Bare")]
public sealed class SendBareCommand : PSCmdlet
{
    private static readonly HttpClient s_client = new();

    [Parameter(Mandatory = true, Position = 0)]
    public string Address { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1)]
    public string Body { get; set; } = "";

    protected override void ProcessRecord()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x");
        using var response = s_client.SendAsync(request).GetAwaiter().GetResult();
        using var text = new StreamReader(response.Content.ReadAsStreamAsync().GetAwaiter().GetResult());
        using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None };
        reader.Read();
        WriteObject(Read(reader));
    }

    private static object? Read(JsonTextReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                var result = new PSObject();
                while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
                {
                    var name = (string)reader.Value!;
                    reader.Read();
                    result.Properties.Add(new PSNoteProperty(name, Read(reader)));
                }

                return result;
            case JsonToken.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonToken.EndArray)
                    items.Add(Read(reader));
                return items.ToArray();
            default:
                return reader.Value;
        }
    }
}
