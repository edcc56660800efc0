using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

// Answers as quickly as it can, so that the client is what is measured. It prints its port, and stops when its input ends or after half an hour.
//   /small              one company
//   /big/100000         so many companies in one answer
//   /list/100000        a list: skip and take from the variables, hasNextPage by the total
//   /signed-in          one company for whoever has the token; a mutation signs in, and gives a new one. /sign-out ends all tokens.
//   ?latency=20         each answer waits so many milliseconds
//   ?rate=25            so many megabytes of an answer a second, as from a network

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();

var small = Encoding.UTF8.GetBytes($"{{\"data\":{{\"company\":{Company(1)}}}}}");
var cache = new Dictionary<string, byte[]>();
var gate = new Lock();

app.MapPost("/small", context => AnswerAsync(context, small));
app.MapPost("/big/{count:int}", (HttpContext context, int count) =>
    AnswerAsync(context, Cached($"big {count}", () => $"{{\"data\":{{\"companies\":{{\"items\":[{Companies(0, count)}]}}}}}}")));
app.MapPost("/list/{total:int}", async (HttpContext context, int total) =>
{
    using var request = await JsonDocument.ParseAsync(context.Request.Body);
    var variables = request.RootElement.GetProperty("variables");
    var skip = variables.TryGetProperty("skip", out var given) ? given.GetInt32() : 0;
    var take = Math.Min(variables.GetProperty("take").GetInt32(), total - skip);
    await AnswerAsync(context, Cached(
        $"list {total} {skip} {take}",
        () => $"{{\"data\":{{\"companies\":{{\"items\":[{Companies(skip, take)}],\"pageInfo\":{{\"hasNextPage\":{(skip + take < total ? "true" : "false")}}},\"totalCount\":{total}}}}}}}"));
});

var tokens = new ConcurrentDictionary<string, bool>();
app.MapPost("/sign-out", tokens.Clear);
app.MapPost("/signed-in", async context =>
{
    using var reader = new StreamReader(context.Request.Body);
    if ((await reader.ReadToEndAsync()).Contains("mutation"))
    {
        var token = Guid.NewGuid().ToString("N");
        tokens[token] = true;
        await AnswerAsync(context, Encoding.UTF8.GetBytes($$$$"""{"data":{"signIn":{"accessToken":"{{{{token}}}}","refreshToken":"r"},"signInRefresh":{"accessToken":"{{{{token}}}}","refreshToken":"r"}}}"""));
        return;
    }

    var isSignedIn = tokens.ContainsKey(context.Request.Headers.Authorization.ToString().Replace("Bearer ", ""));
    context.Response.StatusCode = isSignedIn ? 200 : 401;
    await AnswerAsync(context, isSignedIn ? small : "{\"errors\":[{\"message\":\"The token has expired\",\"extensions\":{\"code\":\"UNAUTHENTICATED\"}}]}"u8.ToArray());
});

await app.StartAsync();
Console.WriteLine(new Uri(app.Urls.First()).Port);
var ended = Task.Run(() => Console.In.ReadToEnd());
await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMinutes(30)));
await app.StopAsync();

byte[] Cached(string key, Func<string> make)
{
    lock (gate)
    {
        if (!cache.TryGetValue(key, out var body))
            cache[key] = body = Encoding.UTF8.GetBytes(make());
        return body;
    }
}

static async Task AnswerAsync(HttpContext context, byte[] body)
{
    if (int.TryParse(context.Request.Query["latency"], CultureInfo.InvariantCulture, out var latency))
        await Task.Delay(latency);
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = body.Length;
    if (!int.TryParse(context.Request.Query["rate"], CultureInfo.InvariantCulture, out var rate))
    {
        await context.Response.Body.WriteAsync(body);
        return;
    }

    var watch = Stopwatch.StartNew();
    for (var sent = 0; sent < body.Length;)
    {
        var due = (int)Math.Min(body.Length, watch.Elapsed.TotalSeconds * rate * 1_000_000);
        await context.Response.Body.WriteAsync(body.AsMemory(sent, due - sent));
        sent = due;
        await Task.Delay(1);
    }
}

static string Companies(int start, int count) => string.Join(",", Enumerable.Range(start, count).Select(Company));

static string Company(int n) => string.Create(CultureInfo.InvariantCulture, $$"""
    {"company_number":"{{n:00000000}}","company_name":"Company {{n}} Limited","status":"{{(n % 7 == 0 ? "DISSOLVED" : "ACTIVE")}}","incorporated":"{{1980 + n % 45}}-0{{1 + n % 9}}-11","employees":{{n % 500}},"turnover":{{n * 31 % 9999999}}.50,"rating":{{(n % 5 == 0 ? "null" : "4.25")}}}
    """);
