using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using RfaAuth.Calls;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

/// <summary>
/// Compiles the code of a sign-in and of a call in the background, when the module is imported. Without it the first commands of each process wait
/// for .NET's compiler, about a tenth of a second. Nothing leaves the process: a handler in memory gives the answers.
/// </summary>
internal static class WarmUp
{
    // With a token that is a JWT, because its end is read.
    private const string Answer = """{"data":{"signIn":{"accessToken":"e30.eyJleHAiOjQxMDI0NDQ4MDB9.e30","refreshToken":"refresh"},"list":{"items":[{"name":"a"}]}}}""";

    private static int s_isBegun;

    /// <summary>Compiles the code on a thread of its own, once in a process.</summary>
    public static void Begin()
    {
        if (Interlocked.Exchange(ref s_isBegun, 1) == 0)
            new Thread(RunQuietly) { IsBackground = true, Name = "RfaAuth warm-up" }.Start();
    }

    /// <summary>Compiles the code, on the calling thread.</summary>
    public static object? Run()
    {
        // This code needs a pipeline, so it cannot be called here.
        Type[] types =
        [
            typeof(AsyncPSCmdlet), typeof(RfaCmdlet), typeof(ConnectRfaApiCommand), typeof(InvokeRfaGraphQLCommand),
            typeof(PipelinePump), typeof(CmdletPipeline), typeof(DocumentSource), typeof(GraphQLCall), typeof(AnswerWriter),
        ];
        foreach (var type in types)
            Compile(type);
        using var password = new SecureString();
        password.AppendChar('p');
        var options = new SessionOptions(RedFlagAlertApi.Definition, new Uri("http://localhost/")) { HandlerFactory = () => new AnswerHandler() };
        using var session = ApiSession.ConnectAsync(options, new SignInCredential("user", password), NullCallLog.Instance, CancellationToken.None).GetAwaiter().GetResult();
        var request = new GraphQLRequest("query ($take: Int) { list(take: $take) { items { name } } }").WithVariables(new Dictionary<string, object?> { ["take"] = 1 });
        return session.ExecuteAsync(request, new CallOptions { Values = PSObjectFactory.Instance }, CancellationToken.None).GetAwaiter().GetResult().Response.Data;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "An error here costs time only. It must not end the process.")]
    private static void RunQuietly()
    {
        try
        {
            Run();
        }
        catch (Exception)
        {
            // The first commands compile the code themselves.
        }
    }

    private static void Compile(Type type)
    {
        const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var method in type.GetMethods(All).Where(method => !method.IsAbstract && !method.ContainsGenericParameters))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        foreach (var nested in type.GetNestedTypes(All).Where(nested => !nested.ContainsGenericParameters))
            Compile(nested);
    }

    private sealed class AnswerHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(Answer, Encoding.UTF8, "application/json") });
    }
}
