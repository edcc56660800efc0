using System;
using System.Threading.Tasks;

namespace RfaAuth.Core.Tokens;

/// <summary>A caller's own way to the store of a session's tokens.</summary>
/// <param name="Store">The store, as the caller's thread reaches it.</param>
/// <param name="Post">
/// Runs an action on that thread; the task is cancelled where the thread ends before the action has begun.
/// </param>
public sealed record CallerStore(ITokenStore Store, Func<Action, Task> Post);
