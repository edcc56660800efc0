using System;
using System.IO;
using System.Management.Automation;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Bare;

/// <summary>
/// Does no more than to ask for the pages of a list one by one and to copy their items, an item a line, without a look at anything else: what
/// an export costs at least.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "BareItems")]
public sealed class CopyBareItemsCommand : PSCmdlet
{
    private static readonly HttpClient s_client = new();
    private static readonly byte[] s_items = Encoding.ASCII.GetBytes("\"items\":[");

    [Parameter(Mandatory = true, Position = 0)]
    public string Address { get; set; } = "";

    /// <summary>The body, with {0} where the number of items to skip goes.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Body { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2)]
    public int PageSize { get; set; }

    [Parameter(Mandatory = true, Position = 3)]
    public string OutFile { get; set; } = "";

    protected override void ProcessRecord()
    {
        using var file = new FileStream(OutFile, FileMode.Create);
        for (var skip = 0; CopyPage(skip, file) == PageSize; skip += PageSize)
        {
        }
    }

    private int CopyPage(int skip, FileStream file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(Body.Replace("{0}", skip.ToString(System.Globalization.CultureInfo.InvariantCulture)), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x");
        using var response = s_client.SendAsync(request).GetAwaiter().GetResult();
        var text = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        var (at, begin, depth, count, isInText) = (Start(text), 0, 0, 0, false);
        for (; depth > 0 || text[at] != ']'; at++)
        {
            var value = text[at];
            if (isInText)
            {
                if (value == '\\')
                    at++;
                else if (value == '"')
                    isInText = false;
            }
            else if (value == '"')
            {
                isInText = true;
            }
            else if (value is (byte)'{' or (byte)'[')
            {
                if (depth++ == 0)
                    begin = at;
            }
            else if (value is (byte)'}' or (byte)']' && --depth == 0)
            {
                file.Write(text, begin, at + 1 - begin);
                file.WriteByte((byte)'\n');
                count++;
            }
        }

        return count;
    }

    private static int Start(byte[] text)
    {
        for (var at = 0; ; at++)
        {
            var i = 0;
            while (i < s_items.Length && text[at + i] == s_items[i])
                i++;
            if (i == s_items.Length)
                return at + i;
        }
    }
}
